import type { Models } from './models.ts';

/** How old a reading may be: an older one only makes servers tell again what is known. */
const FRESH = 1_000;

/**
 * The clock that stamps changes is the database's, so that servers need not agree on the time.
 * It is read by having a document stamped, which every server that speaks the protocol can do.
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
