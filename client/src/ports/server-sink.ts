import type { MemberMark, PresenceBatch, Typing, Uuid } from '@parley/protocol';
import type { ConnectionState } from '../model/connection-state.ts';
import type { LogEvent } from '../model/log-event.ts';
import type { SealedConversation } from '../model/sealing/sealed-conversation.ts';

/** What the link to the server may tell the local half. */
export interface ServerSink {
  connectionChanged(state: ConnectionState): void;
  /** The heads of all conversations were compared with the server's. */
  compared(): void;
  /** They were compared for the first time on this connection: requests may be made now. */
  ready(): void;
  /** The connection is gone. */
  offline(): void;
  /** The window of a conversation moved. */
  logChanged(conversation: Uuid, event: LogEvent): void;
  /** All that was unopened has been tried again, here and maybe in other tabs. */
  reopened(): void;
  /** Whether the server's most recent entries of a conversation fit its chain. */
  judged(conversation: Uuid, holds: boolean): void;
  /** All conversations of which the server has lost entries. */
  damaged(conversations: ReadonlySet<Uuid>): void;
  /** How a conversation is sealed is known, or has changed. */
  sealedChanged(conversation: Uuid, now: SealedConversation): void;
  /** Marks of members moved; they are not stored yet. */
  marksMoved(conversation: Uuid, members: readonly MemberMark[]): Promise<void>;
  presenceChanged(batch: PresenceBatch): void;
  typing(typing: Typing): void;
}
