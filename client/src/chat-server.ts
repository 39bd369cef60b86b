import type { Entry, Uuid } from '@parley/protocol';
import type { HttpApi } from './http/http-api.ts';
import type { LocalChat } from './local-chat.ts';
import type { OutboxItem } from './outbox/outbox-item.ts';

/** The part of a log that the local copy lacks. */
export interface MissingLog {
  /** Fetches the newest entries, where there is no window yet. */
  start(): Promise<void>;
  /** Compares with the server and fetches what is missing above. */
  catchUp(): Promise<void>;
  /** Fetches entries before the window. @returns whether there were any */
  loadOlder(limit: number): Promise<boolean>;
}

/**
 * The server as the local part of a client sees it: what can be asked of it. What comes from it without being asked
 * flows into the `LocalChat` that it was made for.
 */
export interface ChatServer {
  readonly api: HttpApi;
  /** Connects. @param headsToken where an earlier run of this client stopped */
  start(headsToken: string | undefined): void;
  /** Whether the heads were compared on the connection that stands now. */
  isReady(): boolean;
  log(conversation: Uuid): MissingLog;
  /** Brings one item of the outbox to the server and its answer into the local copy. @throws ParleyError, NoAnswerError */
  deliver(item: OutboxItem): Promise<void>;
  /** Asks something harmless, on the way that messages take; any answer will do. @throws NoAnswerError */
  probe(): Promise<void>;
  /** Takes the entry that a command over HTTP became. */
  receive(entry: Entry): void;
  /** Tells the others that one is typing. */
  typed(conversation: Uuid): void;
  command(name: string, text: string | undefined): Promise<string>;
  wake(): void;
  networkLost(): void;
  close(): void;
}

/** Fetches the code that talks to the server, and makes it work for a local part. Called again where it failed. */
export type ServerLoader = (local: LocalChat) => Promise<ChatServer>;
