import type Database from 'better-sqlite3';
import { first } from './0001-first.ts';
import { foldedSearch } from './0002-folded-search.ts';
import { useAndSignatures } from './0003-use-and-signatures.ts';

/** SQL, or a function for steps that SQL cannot express. */
export type Migration = string | ((db: Database.Database) => void);

/** Every step from an empty database to the current schema, in order. Released steps never change. */
export const migrations: readonly Migration[] = [first, foldedSearch, useAndSignatures];
