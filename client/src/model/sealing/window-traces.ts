import type { Uuid } from '@parley/protocol';
import type { Stairs } from './stairs.ts';

/** What entries of a window leave behind by which others are judged, also those that were judged before a restart. */
export interface WindowTraces {
  /** Where each sender's ids stand first, by `traceName`. */
  readonly firsts: ReadonlyMap<string, number>;
  /** Up to which entry of its key log each account has vouched for it, by what counted and was opened. */
  readonly vouches: Readonly<Record<Uuid, Stairs>>;
  /** How high the epochs are that such content names along the log. */
  readonly named: Stairs;
  /** Where the first of them stands that is sealed in the simple way. */
  readonly simpleFrom?: number | undefined;
}

export const NO_TRACES: WindowTraces = { firsts: new Map(), vouches: {}, named: [] };

/** What tells one entry of a conversation from all others by honest senders. */
export function traceName({ sender, id }: { readonly sender: Uuid; readonly id: Uuid }): string {
  return `${sender}/${id}`;
}
