import type { Transport } from '@parley/client';
import type { ServerEventName } from '@parley/protocol';

type Connected = Parameters<Transport['connect']>;
type Connection = ReturnType<Transport['connect']>;

/** A transport on which some events get lost. */
export class LossyTransport implements Transport {
  readonly #transport: Transport;
  readonly #lost: readonly ServerEventName[];
  #cut: () => void = () => undefined;

  constructor(transport: Transport, lost: readonly ServerEventName[]) {
    this.#transport = transport;
    this.#lost = lost;
  }

  connect(token: Connected[0], listener: Connected[1]): Connection {
    const connection = this.#transport.connect(token, {
      opened: () => listener.opened(),
      refused: (refusal) => listener.refused(refusal),
      closed: (reason) => listener.closed(reason),
      event: (name, payload) => {
        if (!this.#lost.includes(name)) listener.event(name, payload);
      },
    });
    this.#cut = () => {
      connection.close();
      listener.closed('cut');
    };
    return connection;
  }

  /** Breaks the connection; the client makes another one. */
  cut(): void {
    this.#cut();
  }
}
