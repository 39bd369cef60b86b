import type { Mark } from '@parley/protocol';

/** A mark that does not reach beyond an entry. */
export function atMost(mark: Mark, seq: number): Mark {
  return { delivered: Math.min(mark.delivered, seq), read: Math.min(mark.read, seq) };
}
