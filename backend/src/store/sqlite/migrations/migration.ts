import type Database from 'better-sqlite3';

/** SQL, a function for steps that SQL cannot express, or a step that needs a new file. */
export type Migration = string | ((db: Database.Database) => void) | Rewrite;

export interface MigrationLog {
  info(details: object, message: string): void;
}

/** How many rows are written, of how many. */
export type Progress = (done: number, of: number) => void;

/**
 * A step that changes tables so much that a new file is written and takes the old one's place, which stays beside it.
 * Steps before it must not change the tables that it replaces: in the new file these steps are taken without them.
 */
export interface Rewrite {
  /** The tables that exist no longer, or with other columns. */
  readonly replaced: readonly string[];
  /** SQL that makes what takes their place. */
  readonly schema: string;
  /** Fills the new tables from the old ones, giving way to the event loop now and then. */
  copy(from: Database.Database, to: Database.Database, progress: Progress): Promise<void>;
}

export function isRewrite(migration: Migration): migration is Rewrite {
  return typeof migration === 'object';
}
