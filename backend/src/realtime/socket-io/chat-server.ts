import type { ClientToServerEvents, ServerToClientEvents, Uuid } from '@parley/protocol';
import type { DefaultEventsMap, Namespace, Server, Socket } from 'socket.io';
import type { TokenBucket } from '../../security/limits/token-bucket.ts';

/** Client events are of unknown form until parsed. */
type Incoming = Record<keyof ClientToServerEvents, (...input: unknown[]) => void>;

/** Data about an admitted socket. */
interface SocketData {
  readonly uid: Uuid;
  readonly sid: Uuid;
  readonly address: string;
  /** When its token ends, in ms; a fresh token moves it. */
  expiresAt: number;
  /** Settles when the socket has joined the rooms of all its conversations. */
  entered: Promise<void>;
  /** Limits all its events together. */
  readonly events: TokenBucket | undefined;
}

export type ChatServer = Server<Incoming, ServerToClientEvents, DefaultEventsMap, SocketData>;
export type ChatNamespace = Namespace<Incoming, ServerToClientEvents, DefaultEventsMap, SocketData>;
export type ChatSocket = Socket<Incoming, ServerToClientEvents, DefaultEventsMap, SocketData>;
