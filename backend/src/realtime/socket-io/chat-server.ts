import type { ClientToServerEvents, ServerToClientEvents } from '@parley/protocol';
import type { DefaultEventsMap, Namespace, Server, Socket } from 'socket.io';
import type { ConnectionData } from '../connections.ts';

/** Client events are of unknown form until parsed. */
type Incoming = Record<keyof ClientToServerEvents, (...input: unknown[]) => void>;

export type ChatServer = Server<Incoming, ServerToClientEvents, DefaultEventsMap, ConnectionData>;
export type ChatNamespace = Namespace<Incoming, ServerToClientEvents, DefaultEventsMap, ConnectionData>;
export type ChatSocket = Socket<Incoming, ServerToClientEvents, DefaultEventsMap, ConnectionData>;
