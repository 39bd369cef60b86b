import type { Uuid } from '@parley/protocol';
import type { Span } from '../log/page-span.ts';
import type { Phrase } from './terms.ts';

/** A message that was found. */
export interface Place {
  readonly seq: number;
  /** The edit by whose words it was found, if it has been edited. */
  readonly edit?: number | undefined;
}

/** How much one look at the index may cost. */
export interface LookBounds {
  /** `last`: from the newest message backward. */
  readonly end: 'first' | 'last';
  /** Places to find. */
  readonly limit: number;
  /** Messages to look at. */
  readonly candidates: number;
}

/** What one look found, in the order in which it looked. */
export interface Look {
  readonly places: readonly Place[];
  /** How many messages it looked at. */
  readonly looked: number;
  /** The last place that it looked at, where it stopped before the end of the span. */
  readonly stoppedAt?: number | undefined;
}

/**
 * The index of what open conversations say (`terms.ts`). It is derived from the logs: it follows them, is made anew by a
 * version with other tokens, and no archive holds it.
 */
export interface SearchStore {
  /**
   * Takes in some of the entries that were stored since, as many as take a few milliseconds, together with how far it got.
   * @returns whether there may be more
   */
  advance(): Promise<boolean>;
  /** The last entry of a conversation that was taken in, 0 if none was. */
  reach(conversation: Uuid): Promise<number>;
  /** Messages in a span that have all of the phrases, as they read after the last edit that was taken in. */
  find(conversation: Uuid, phrases: readonly Phrase[], span: Span, bounds: LookBounds): Promise<Look>;
}
