import type { Models } from '../models.ts';

/** The most that a reading may be old. An older one would only make servers repeat known changes. */
const FRESH = 1_000;

/**
 * The database's clock stamps changes, so that the servers' clocks need not agree.
 * It is read by having a document stamped, which every server that speaks the protocol supports.
 */
export class DatabaseClock {
  readonly #meta: Models['meta'];
  #reading: Promise<number> | undefined;
  #until = 0;

  constructor({ meta }: Models) {
    this.#meta = meta;
  }

  /** ms, at most a second old. */
  async now(): Promise<number> {
    const here = performance.now();
    if (this.#reading === undefined || here > this.#until) {
      this.#until = here + FRESH;
      this.#reading = this.#read();
    }
    return this.#reading;
  }

  async #read(): Promise<number> {
    try {
      const stamped = await this.#meta
        .findByIdAndUpdate(
          'clock',
          { $currentDate: { now: true } },
          { upsert: true, returnDocument: 'after' },
        )
        .lean();
      return stamped.now?.getTime() ?? 0;
    } catch (error) {
      this.#reading = undefined;
      throw error;
    }
  }
}
