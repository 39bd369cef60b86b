import type { Uuid } from '@parley/protocol';
import type { SealingAlarm } from '../model/sealing/sealing-alarm.ts';
import type { Groups, Rooms } from './chat-client.ts';
import type { HttpApi } from './http-api.ts';
import type { SpareCopy } from './storage/lasting-storage.ts';
import type { LocalHalf } from './local-half.ts';
import type { OutsideLog } from './outside-log.ts';
import type { Administration } from './administration/administration.ts';
import type { Machines } from './administration/machines.ts';
import type { EpochKey } from './sealing/epoch-key-keeper.ts';

/** The part of a log that the local copy lacks. */
export interface MissingLog {
  /** Fetches the newest entries if there is no window yet. */
  start(): Promise<void>;
  /** Compares the window with the server's log and fetches newer entries. */
  catchUp(): Promise<void>;
  /** Fetches entries before the window. @returns whether there were any */
  loadOlder(limit: number): Promise<boolean>;
  /** The log apart from the window. @throws NoAnswerError if the code for it cannot be fetched */
  outside(): Promise<OutsideLog>;
}

/** The server as the local half of a client sees it: requests only. What the server says goes to the `ServerSink`. */
export interface ChatServer {
  readonly api: HttpApi;
  /** Commands to groups, whose code is loaded with the first one. */
  groups(): Promise<Groups>;
  rooms(): Promise<Rooms>;
  administration(): Promise<Administration>;
  machines(): Promise<Machines>;
  /** Connects. @param headsToken where an earlier run of this client stopped */
  start(headsToken: string | undefined): void;
  /** Whether the heads were compared on the current connection. */
  isReady(): boolean;
  log(conversation: Uuid): MissingLog;
  /** Sends what waits in the outbox, if this client owns it and is connected. */
  send(): void;
  /** Resolves when the outbox is empty or blocked, at the latest after `ms`. */
  settled(ms: number): Promise<void>;
  /** Tells the others that this user is typing. */
  typed(conversation: Uuid): void;
  /** The user has seen some of the alarms of a conversation. */
  alarmsSeen(conversation: Uuid, seen: readonly SealingAlarm[]): void;
  /** The keys that are held of a sealed conversation. */
  keysOf(conversation: Uuid): Promise<readonly EpochKey[]>;
  command(name: string, text: string | undefined, conversation: Uuid | undefined): Promise<string>;
  /** Begins a copy in memory, with what is known of the stored one, which is lost. Its code comes with the server's. */
  spare(): Promise<SpareCopy>;
  wake(): void;
  networkLost(): void;
  close(): void;
}

/** Loads the code that talks to the server and connects it to a local half. Called again after a failure. */
export type ServerLoader = (local: LocalHalf) => Promise<ChatServer>;
