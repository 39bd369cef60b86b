import type { Transport } from '@parley/client';
import type { ServerEventName } from '@parley/protocol';

type Connected = Parameters<Transport['connect']>;
type Connection = ReturnType<Transport['connect']>;

/** What a server says in place of an answer. */
export type LieOn = (name: string, answer: unknown) => unknown;

/** A transport on which some events get lost, and on which a server may lie. */
export class LossyTransport implements Transport {
  readonly #transport: Transport;
  readonly #lost: readonly ServerEventName[];
  readonly #lie: LieOn;
  /** All that was asked over it. */
  readonly asked: unknown[] = [];
  #cut: () => void = () => undefined;

  constructor(transport: Transport, lost: readonly ServerEventName[], lie: LieOn = (_, answer) => answer) {
    this.#transport = transport;
    this.#lost = lost;
    this.#lie = lie;
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
    return {
      emit: (...told) => connection.emit(...told),
      request: async (name, payload) => {
        this.asked.push(payload);
        return this.#lie(name, await connection.request(name, payload));
      },
      close: () => connection.close(),
    };
  }

  /** Breaks the connection; the client makes another one. */
  cut(): void {
    this.#cut();
  }
}
