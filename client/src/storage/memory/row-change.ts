/** The kinds of rows. */
export type RowKind =
  | 'meta'
  | 'conversations'
  | 'entries'
  | 'outbox'
  | 'users'
  | 'details'
  | 'drafts'
  | 'epochKeys'
  | 'rosters'
  | 'rosterStates';

/** One row that was written, or deleted if it has no value. */
export interface RowChange {
  readonly kind: RowKind;
  readonly key: string;
  readonly value: unknown;
  /** Restores the previous value. */
  readonly undo: () => void;
}

/** Called for each row that changes. */
export type RowListener = (change: RowChange) => void;
