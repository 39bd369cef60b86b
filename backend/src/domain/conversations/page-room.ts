import type { Entry } from '@parley/protocol';

/** The room of one page. The entry that fills it still fits: a page always gets on by one. */
export class PageRoom {
  #left: number;

  /** @param bytes of payloads as they travel */
  constructor(bytes: number) {
    this.#left = bytes;
  }

  get isFull(): boolean {
    return this.#left <= 0;
  }

  /** Puts an entry in, or none. @returns whether there is room for another one */
  take(entry: Entry | undefined): boolean {
    const { payload } = entry ?? {};
    this.#left -= payload?.kind === 'erased' ? 0 : (payload?.bytes.length ?? 0);
    return !this.isFull;
  }
}
