import type { Mark } from '@parley/protocol';

/** A mark, limited to a last entry. */
export function atMost(mark: Mark, seq: number): Mark {
  return { delivered: Math.min(mark.delivered, seq), read: Math.min(mark.read, seq) };
}
