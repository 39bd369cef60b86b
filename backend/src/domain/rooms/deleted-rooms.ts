import { TIMING } from '@parley/protocol';
import type { Context } from '../context.ts';

/** How often it is looked for rooms whose time is over, in ms. */
const EVERY = 60_000;
/** How long one run may take, in ms. */
const RUN = 100;

type EraseContext = Pick<Context, 'rooms' | 'clock'> & {
  /** ms of a clock that never goes back */
  readonly now: () => number;
  /** Resolves in a later turn of the event loop. */
  readonly nextTurn: () => Promise<unknown>;
};

/**
 * Erases what was said in rooms that were deleted long enough ago. Each step is stored with how far it got, so that it goes on
 * there after a restart, and on whichever server.
 */
export class DeletedRooms {
  readonly #context: EraseContext;
  #looksAt = Number.NEGATIVE_INFINITY;

  constructor(context: EraseContext) {
    this.#context = context;
  }

  /** Once a second: a short run while there is something to erase, otherwise a look each minute. */
  async tick(): Promise<void> {
    const { clock } = this.#context;
    if (clock() < this.#looksAt) return;
    if (await this.#run()) return;
    this.#looksAt = clock() + EVERY;
  }

  /** @returns whether there may be more */
  async #run(): Promise<boolean> {
    const { rooms, clock, now, nextTurn } = this.#context;
    const end = now() + RUN;
    while (await rooms.eraseSome(clock() - TIMING.readOn)) {
      if (now() >= end) return true;
      await nextTurn();
    }
    return false;
  }
}
