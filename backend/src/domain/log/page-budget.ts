import type { Entry } from '@parley/protocol';
import { staysBehind } from './travelling.ts';

/** The room in one page. The entry that fills it is still included, so that every page advances by at least one entry. */
export class PageBudget {
  #left: number;
  readonly #besidePayload: (entry: Entry) => number;

  /**
   * @param bytes of payloads, in base64
   * @param besidePayload what an entry takes beside its payload, where that counts
   */
  constructor(bytes: number, besidePayload: (entry: Entry) => number = () => 0) {
    this.#left = bytes;
    this.#besidePayload = besidePayload;
  }

  get isFull(): boolean {
    return this.#left <= 0;
  }

  /** Adds an entry, if there is one. @returns whether there is room for another one */
  take(entry: Entry | undefined): boolean {
    if (entry !== undefined) this.#left -= this.#besidePayload(entry) + payloadSize(entry);
    return !this.isFull;
  }
}

function payloadSize(entry: Entry): number {
  const { payload } = entry;
  return payload === undefined || !('bytes' in payload) || staysBehind(entry) ? 0 : payload.bytes.length;
}
