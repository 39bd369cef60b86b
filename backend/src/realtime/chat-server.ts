import type { ClientToServerEvents, ServerToClientEvents, Uuid } from '@parley/protocol';
import type { DefaultEventsMap, Namespace, Socket } from 'socket.io';
import type { TokenBucket } from './token-bucket.ts';

/** What is known of a socket that was let in. */
export interface SocketData {
  readonly uid: Uuid;
  readonly sid: Uuid;
  readonly address: string;
  /** When its token ends, in ms; a fresh token moves it. */
  expiresAt: number;
  /** Settles when the socket is in the rooms of all its conversations. */
  entered: Promise<void>;
  /** Bounds all its events together. */
  readonly events: TokenBucket | undefined;
}

export type ChatNamespace = Namespace<
  ClientToServerEvents,
  ServerToClientEvents,
  DefaultEventsMap,
  SocketData
>;
export type ChatSocket = Socket<ClientToServerEvents, ServerToClientEvents, DefaultEventsMap, SocketData>;
