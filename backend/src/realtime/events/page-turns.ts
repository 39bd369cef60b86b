import { ParleyError } from '@parley/protocol';
import { Queues } from '../../security/limits/queues.ts';
import type { Connection } from '../connections.ts';

/** The most pages that one connection may have requested at a time: more than a client needs. */
const ASKED = 16;
/** A connection with this many unsent bytes gets no further page. */
const UNTAKEN = 256 * 1024;
/** The number of pages that are made at a time, for all connections. */
const AT_ONCE = 4;
const RETRY = 1_000;

/**
 * Limits answers that may be large: one at a time for each connection, a few at a time for all, and none for a connection that does
 * not read what it got. Otherwise they could fill the memory.
 */
export class PageTurns {
  readonly #queues = new Queues();
  readonly #asked = new Map<string, number>();
  readonly #nextTurn: () => Promise<void>;
  #next = 0;

  /** @param nextTurn resolves in a later turn of the event loop */
  constructor(nextTurn: () => Promise<void>) {
    this.#nextTurn = nextTurn;
  }

  /** @throws ParleyError `E_RATE_LIMITED`, and errors of `work` */
  async run<T>(connection: Connection, work: () => Promise<T>): Promise<T> {
    const { id } = connection;
    const asked = this.#asked.get(id) ?? 0;
    if (asked >= ASKED) throw tooSlow();
    this.#asked.set(id, asked + 1);
    try {
      return await this.#queues.run(id, () => this.#inTurn(connection, work));
    } finally {
      this.#left(id);
    }
  }

  #inTurn<T>(connection: Connection, work: () => Promise<T>): Promise<T> {
    return this.#queues.run(`all ${this.#next++ % AT_ONCE}`, async () => {
      // Lets earlier answers leave first.
      await this.#nextTurn();
      if (connection.unsentBytes > UNTAKEN) throw tooSlow();
      return work();
    });
  }

  #left(id: string): void {
    const others = (this.#asked.get(id) ?? 1) - 1;
    if (others === 0) this.#asked.delete(id);
    else this.#asked.set(id, others);
  }
}

function tooSlow(): ParleyError {
  return new ParleyError('E_RATE_LIMITED', { retryAfterMs: RETRY });
}
