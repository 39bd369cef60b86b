import type { ClientEventName, ServerEventName } from '@parley/protocol';
import type { DefaultEventsMap, Namespace, Server, Socket } from 'socket.io';
import type { ConnectionData } from '../connections.ts';

/** Client events are of unknown form until parsed. */
type Incoming = Record<ClientEventName, (...input: unknown[]) => void>;
/** The port `Connections` gives each server event its type. */
type Outgoing = Record<ServerEventName, (data: unknown) => void>;

export type ChatServer = Server<Incoming, Outgoing, DefaultEventsMap, ConnectionData>;
export type ChatNamespace = Namespace<Incoming, Outgoing, DefaultEventsMap, ConnectionData>;
export type ChatSocket = Socket<Incoming, Outgoing, DefaultEventsMap, ConnectionData>;
