import type { Entry } from '@parley/protocol';
import { staysBehind } from './travelling.ts';

/** The room in one page. The entry that fills it is still included, so that every page advances by at least one entry. */
export class PageBudget {
  #left: number;

  /** @param bytes of payloads, in base64 */
  constructor(bytes: number) {
    this.#left = bytes;
  }

  get isFull(): boolean {
    return this.#left <= 0;
  }

  /** Adds an entry, if there is one. @returns whether there is room for another one */
  take(entry: Entry | undefined): boolean {
    if (entry !== undefined && !staysBehind(entry)) this.#count(entry);
    return !this.isFull;
  }

  #count({ payload }: Entry): void {
    this.#left -= payload !== undefined && 'bytes' in payload ? payload.bytes.length : 0;
  }
}
