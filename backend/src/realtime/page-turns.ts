import { setImmediate } from 'node:timers/promises';
import { ParleyError } from '@parley/protocol';
import { Queues } from '../security/queues.ts';
import type { ChatSocket } from './chat-server.ts';

/** Pages that one socket may have asked for at a time: more than a client asks for. */
const ASKED = 16;
/** Who has not taken this much of what was sent gets no further page, in bytes. */
const UNTAKEN = 256 * 1024;
/** Queues of all sockets: so many pages are made at a time. */
const AT_ONCE = 4;
const RETRY = 1_000;

/**
 * Answers that may be large are made one after the other for each socket, a few at a time for all, and none for one that
 * does not take what it got: the memory could be full of them.
 */
export class PageTurns {
  readonly #queues = new Queues();
  readonly #asked = new Map<string, number>();
  readonly #unsentOf: (connection: object) => number;
  #next = 0;

  constructor(unsentOf: (connection: object) => number) {
    this.#unsentOf = unsentOf;
  }

  /** @throws ParleyError `E_RATE_LIMITED`, and what `work` throws */
  async run<T>({ id, conn }: Pick<ChatSocket, 'id' | 'conn'>, work: () => Promise<T>): Promise<T> {
    const asked = this.#asked.get(id) ?? 0;
    if (asked >= ASKED) throw tooSlow();
    this.#asked.set(id, asked + 1);
    try {
      return await this.#queues.run(id, () => this.#inTurn(conn, work));
    } finally {
      this.#left(id);
    }
  }

  #inTurn<T>(conn: ChatSocket['conn'], work: () => Promise<T>): Promise<T> {
    return this.#queues.run(`all ${this.#next++ % AT_ONCE}`, async () => {
      // Lets the answers before this one leave.
      await setImmediate();
      if (this.#unsentOf(conn) > UNTAKEN) throw tooSlow();
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
