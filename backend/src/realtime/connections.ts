import {
  LIMITS,
  type Ack,
  type ClientEventName,
  type EventResponse,
  type Scopes,
  type ServerEventData,
  type ServerEventName,
  type Uuid,
  type WireError,
} from '@parley/protocol';
import type { TokenBucket } from '../security/limits/token-bucket.ts';

/** Waiting bytes above which a connection is slow: more than any event of a moment. */
export const SLOW_BYTES = LIMITS.frameBytes;

/** What a client presents when it connects. */
export interface Handshake {
  /** The network address. */
  readonly address: string;
  readonly token: string | undefined;
  /** The version of the protocol that the client says it speaks, as it came. */
  readonly version: unknown;
  /** The user of a client certificate that the proxy has checked. */
  readonly certificateUser: string | undefined;
}

/** What is known about an admitted connection. */
export interface ConnectionData {
  readonly uid: Uuid;
  readonly sid: Uuid;
  /** The one that signs in sealed conversations; none for a client certificate. */
  readonly device: Uuid | undefined;
  readonly address: string;
  /** What a machine may do over it; missing for people. */
  readonly scopes?: Scopes | undefined;
  /** When its token ends, in ms; a fresh token moves it. */
  expiresAt: number;
  /** Settles when the connection has joined the rooms of all its conversations. */
  entered: Promise<void>;
  /** Limits all its events together; without it, its packets are not counted either. */
  readonly events: TokenBucket | undefined;
}

/**
 * An admitted connection. Whatever is told to it, itself or by a room, arrives in the order of these calls, and nothing
 * arrives after `close`. An acknowledgement keeps its place in that order, too.
 */
export interface Connection {
  /** Unique, also among connections that are closed. */
  readonly id: string;
  readonly data: ConnectionData;
  /** False once it was closed by either side. */
  readonly isOpen: boolean;
  /** Bytes that wait to be sent to it. */
  readonly unsentBytes: number;
  isIn(room: string): boolean;
  join(rooms: readonly string[]): void;
  leave(room: string): void;
  /** Sends what it was told before, then closes it. A reason is sent last, as `token-expired`. */
  close(reason?: WireError): void;
}

/** Whether a connection is admitted, or what refuses it. */
export type Admittance =
  | { readonly kind: 'admitted'; readonly data: ConnectionData }
  | { readonly kind: 'refused'; readonly error: WireError };

/** What happens to connections. Nothing here may throw or reject. */
export interface ConnectionHandler {
  admit(handshake: Handshake): Promise<Admittance>;
  /** An admitted connection is open: it is told nothing before this. */
  opened(connection: Connection): void;
  /** Called in the order in which the events of a connection arrive; the answer is its acknowledgement. */
  answer<Name extends ClientEventName>(
    connection: Connection,
    name: Name,
    input: unknown,
  ): Promise<Ack<EventResponse<Name>>>;
  /** It was closed, by either side or by a fault of the network, and is in no room any more. */
  closed(connection: Connection): void;
}

export interface TellOptions {
  /** Rooms whose connections are not told. */
  readonly except?: readonly string[];
  /** The id of a connection that is not told. */
  readonly exceptConnection?: string | undefined;
  /** Not for connections that are slow: they would learn it too late, and behind it what they wait for. */
  readonly droppable?: true;
}

/** The connections of clients to this server. */
export interface Connections {
  /** From now on connections are admitted. Called once. */
  serve(handler: ConnectionHandler): void;
  all(): readonly Connection[];
  in(room: string): readonly Connection[];
  /** How many connections are in a room. */
  sizeOf(room: string): number;
  /** Tells all connections in a room. */
  tell<Name extends ServerEventName>(
    room: string,
    name: Name,
    data: ServerEventData<Name>,
    options?: TellOptions,
  ): void;
}
