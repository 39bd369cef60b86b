import type Database from 'better-sqlite3';
import { requireParley } from './migrate.ts';

/** @throws Error if a database is broken, not Parley's, or of a newer version */
export function requireWhole(db: Database.Database): void {
  requireParley(db);
  const result = db.pragma('integrity_check', { simple: true });
  if (result !== 'ok') throw new Error(`${db.name} is broken: ${String(result)}`);
}
