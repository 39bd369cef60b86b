/** What rows there are. */
export type RowKind = 'meta' | 'conversations' | 'entries' | 'outbox' | 'users' | 'details' | 'drafts';

/** One row that was put, or taken away where it has no value now. */
export interface RowChange {
  readonly kind: RowKind;
  readonly key: string;
  readonly value: unknown;
  /** Puts back what was there before. */
  readonly undo: () => void;
}

/** Hears of each row that changes. */
export type RowListener = (change: RowChange) => void;
