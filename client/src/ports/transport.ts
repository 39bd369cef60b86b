import type { AskedEventName, EventRequest, Refusal, ServerEventName, ToldEventName } from '@parley/protocol';

/** Makes connections. It never reconnects by itself: that is the SDK's decision. */
export interface Transport {
  /**
   * Opens one connection and reports to the listener, asynchronously.
   * @param token asked for at the moment of the handshake
   */
  connect(token: () => string | undefined, listener: ConnectionListener): Connection;
}

/** Reports of a connection. Nothing follows after `refused` or `closed`, or after the client's own `close()`. */
export interface ConnectionListener {
  opened(): void;
  /** The server was reached and refused the connection. */
  refused(refusal: Refusal): void;
  /** The connection broke or could not be opened. */
  closed(reason: string): void;
  /** Whatever the server sent, unchecked. */
  event(name: ServerEventName, payload: unknown): void;
}

/** One connection, from the handshake to its end. */
export interface Connection {
  emit<Name extends ToldEventName>(name: Name, payload: EventRequest<Name>): void;
  /** Resolves with the acknowledgement, unchecked. Never settles if it got lost: the caller sets the time limit. */
  request<Name extends AskedEventName>(name: Name, payload: EventRequest<Name>): Promise<unknown>;
  close(): void;
}
