import type { AskedEventName, EventRequest, ToldEventName } from '@parley/protocol';
import type { Connection } from '../../ports/transport.ts';

/** A connection whose way is chosen while it is being opened. */
export class ChosenConnection implements Connection {
  readonly #whenClosed: () => void;
  #chosen: Connection | undefined;
  #closed = false;

  constructor(whenClosed: () => void) {
    this.#whenClosed = whenClosed;
  }

  choose(connect: () => Connection): void {
    this.unlessClosed(() => (this.#chosen = connect()));
  }

  unlessClosed(act: () => void): void {
    if (!this.#closed) act();
  }

  emit<Name extends ToldEventName>(name: Name, payload: EventRequest<Name>): void {
    this.#chosen?.emit(name, payload);
  }

  request<Name extends AskedEventName>(name: Name, payload: EventRequest<Name>): Promise<unknown> {
    return this.#chosen?.request(name, payload) ?? new Promise(() => undefined);
  }

  close(): void {
    this.#closed = true;
    this.#whenClosed();
    this.#chosen?.close();
  }
}
