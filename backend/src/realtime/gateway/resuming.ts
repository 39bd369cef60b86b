import { GATEWAY_LIMITS, ParleyError, type Uuid } from '@parley/protocol';
import type { Resumed } from './event-of.ts';
import type { Beginning } from './log-follower.ts';

/** How a client wants to begin: as its address says, or as its first frames will say. */
export interface Wish extends Beginning {
  readonly byFrame: boolean;
}

interface ResumingParts {
  readonly wish: Wish;
  readonly wait: (ms: number) => Promise<unknown>;
}

/** Finds out where a client begins. */
export class Resuming {
  readonly beginning: Promise<Beginning>;
  readonly #cursors: Map<Uuid, number>;
  #begin: (() => void) | undefined;

  /** @param failed hears that the client did not say it in time */
  constructor({ wish, wait }: ResumingParts, failed: (error: unknown) => void) {
    const { after, others, byFrame } = wish;
    this.#cursors = new Map(after);
    if (!byFrame) {
      this.beginning = Promise.resolve({ after, others });
      return;
    }
    this.beginning = new Promise((resolve) => {
      this.#begin = () => resolve({ after: this.#cursors, others });
    });
    void wait(GATEWAY_LIMITS.resume).then(() => {
      if (this.#begin !== undefined) failed(new ParleyError('E_BAD_REQUEST'));
    });
  }

  /** @throws ParleyError `E_BAD_REQUEST` where it has begun, and for too many cursors */
  take({ after, more }: Resumed): void {
    if (this.#begin === undefined || this.#cursors.size + after.size > GATEWAY_LIMITS.resumed)
      throw new ParleyError('E_BAD_REQUEST');
    for (const [conversation, seq] of after) this.#cursors.set(conversation, seq);
    if (more) return;
    this.#begin();
    this.#begin = undefined;
  }
}
