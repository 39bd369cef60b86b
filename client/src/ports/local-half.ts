import type { User, Uuid } from '@parley/protocol';
import type { ReadableAtom } from 'nanostores';
import type { KnownConversations } from '../model/known-conversations.ts';
import type { StoredConversation } from '../model/stored-conversation.ts';
import type { Clock } from './clock.ts';
import type { StoredDraft } from './draft-channel.ts';
import type { LastingStorage } from './storage/lasting-storage.ts';
import type { OutboxQueue } from './outbox/outbox-queue.ts';
import type { Random } from './random.ts';
import type { ServerSink } from './server-sink.ts';

/** The local half of a client as the link to the server sees it: what it works on, and whom it tells. */
export interface LocalHalf {
  readonly me: Uuid;
  readonly storage: LastingStorage;
  readonly known: KnownConversations;
  readonly outbox: OutboxQueue;
  readonly people: {
    readonly users: ReadableAtom<ReadonlyMap<Uuid, User>>;
    readonly blocked: ReadableAtom<ReadonlySet<Uuid>>;
    keep(users: readonly User[]): Promise<void>;
  };
  readonly drafts: { all(): readonly StoredDraft[] };
  readonly sink: ServerSink;
  readonly clock: Clock;
  readonly random: Random;
  /** Whether blocking keeps the user's marks of a conversation from its other members. */
  isHidden(conversation: StoredConversation): boolean;
  /** Runs something that no caller waits for. */
  background(task: Promise<unknown>): void;
}
