import type { Entry } from '@parley/protocol';
import { staysBehind } from './travelling.ts';

/** The room in one page. The entry that fills it is still included, so that every page advances by at least one entry. */
export class PageBudget {
  #left: number;
  readonly #perEntry: number;

  /**
   * @param bytes of payloads, in base64
   * @param perEntry what an entry takes beside its payload
   */
  constructor(bytes: number, perEntry = 0) {
    this.#left = bytes;
    this.#perEntry = perEntry;
  }

  get isFull(): boolean {
    return this.#left <= 0;
  }

  /** Adds an entry, if there is one. @returns whether there is room for another one */
  take(entry: Entry | undefined): boolean {
    if (entry !== undefined) this.#left -= this.#perEntry + payloadSize(entry);
    return !this.isFull;
  }
}

function payloadSize(entry: Entry): number {
  const { payload } = entry;
  return payload === undefined || !('bytes' in payload) || staysBehind(entry) ? 0 : payload.bytes.length;
}
