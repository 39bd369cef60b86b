import type { Entry } from '@parley/protocol';
import type { HeldEntry } from '../model/held-entry.ts';
import type { Run } from '../model/stored-conversation.ts';

/** A place in a log. */
export interface Edge {
  readonly seq: number;
  /** What is known to stand there: what leads to it or follows on it has to fit its chain. */
  readonly entry?: Entry | undefined;
}

/**
 * The log outside the window, in pages that are checked and opened, and not stored.
 * @throws CodedError, NoAnswerError; BrokenLogError for a page that does not fit what is known around it
 */
export interface OutsideLog {
  /** The page that ends before a place. */
  before(next: Edge, limit: number): Promise<Run>;
  /** The page that follows on a place, and ends before another. */
  after(previous: Edge, end: Edge, limit: number): Promise<Run>;
  /** Entries of another answer, opened. */
  open(entries: readonly Entry[]): Promise<readonly HeldEntry[]>;
}
