import type { AskedEventName, EventRequest, Refusal, ServerEventName, ToldEventName } from '@parley/protocol';

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
  emit<Name extends ToldEventName>(name: Name, payload: EventRequest<Name>): void;
  /** Resolves with the acknowledgement, unchecked. May stay pending for ever where it got lost: the caller sets the time limit. */
  request<Name extends AskedEventName>(name: Name, payload: EventRequest<Name>): Promise<unknown>;
  close(): void;
}
