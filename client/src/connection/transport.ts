import type { ClientToServerEvents, Refusal, ServerToClientEvents } from '@parley/protocol';

type Events = ClientToServerEvents;

/** The first argument of a client's event. */
export type PayloadOf<Name extends keyof Events> = Parameters<Events[Name]>[0];
/** Events that the server acknowledges. */
export type RequestName = {
  [Name in keyof Events]: Parameters<Events[Name]> extends [unknown, unknown] ? Name : never;
}[keyof Events];
/** Events that nobody answers. */
export type NoticeName = Exclude<keyof Events, RequestName>;
export type ServerEventName = keyof ServerToClientEvents;

/** Makes connections. It never reconnects by itself: when and whether is the SDK's to decide. */
export interface Transport {
  /**
   * Opens one connection and reports to the listener, asynchronously.
   * @param token asked for at the moment of the handshake
   */
  connect(token: () => string | undefined, listener: ConnectionListener): Connection;
}

/** What a connection tells. After `refused` or `closed`, and after one's own `close()`, nothing more comes. */
export interface ConnectionListener {
  opened(): void;
  /** The server let us reach it and said no. */
  refused(refusal: Refusal): void;
  /** It broke, or could not be made at all. */
  closed(reason: string): void;
  /** Whatever the server sent, unchecked. */
  event(name: ServerEventName, payload: unknown): void;
}

/** One connection, from the handshake to its end. */
export interface Connection {
  emit<Name extends NoticeName>(name: Name, payload: PayloadOf<Name>): void;
  /** Resolves with the acknowledgement, unchecked. May stay pending for ever where it got lost: the caller sets the time limit. */
  request<Name extends RequestName>(name: Name, payload: PayloadOf<Name>): Promise<unknown>;
  close(): void;
}
