import type { Entry } from '@parley/protocol';

/** An entry that hands keys to the user, with their part of its bundle: see `decodeHandedBundle`. */
export interface HandedEntry {
  readonly entry: Entry;
  readonly bundle: Uint8Array;
}
