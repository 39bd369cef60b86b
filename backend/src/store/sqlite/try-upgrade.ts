import { existsSync, statfsSync, statSync } from 'node:fs';
import type Database from 'better-sqlite3';
import { backUpDatabase } from './copy-database.ts';
import { openReadOnly } from './database-file.ts';
import { requireParley, schemaVersion } from './migrate.ts';
import { migrations } from './migrations/index.ts';
import { isRewrite, type Migration } from './migrations/migration.ts';
import { openMigrated } from './open-migrated.ts';

/** What a version will do to a database: nothing, change it in place beside a copy, or write it anew. */
type UpgradeKind = 'none' | 'in place' | 'anew';

export interface UpgradePlan {
  readonly schema: number;
  readonly newSchema: number;
  readonly kind: UpgradeKind;
  readonly bytes: number;
  /** That must be free on the disk of the database. */
  readonly needed: number;
}

export interface UpgradeTrial {
  readonly bytes: number;
  /** ms, without the time of copying. */
  readonly took: number;
  /** Rows by table, before and after; undefined where the table was not there. */
  readonly rows: ReadonlyMap<string, { readonly before?: number; readonly after?: number }>;
}

/** A new file has indexes in another order, for which a tenth more is kept free. */
const ANEW = 1.1;

/**
 * What the upgrade to this version will do to a database, which is only read. A server may be using it.
 * @throws Error for a file that is none of Parley's, or of a newer version
 */
export function planUpgrade(file: string, steps: readonly Migration[] = migrations): UpgradePlan {
  const db = openReadOnly(file);
  try {
    requireParley(db, steps);
    const schema = schemaVersion(db);
    const missing = steps.slice(schema);
    const kind = missing.length === 0 ? 'none' : missing.some(isRewrite) ? 'anew' : 'in place';
    const bytes = sizeOf(file) + sizeOf(`${file}-wal`);
    const needed = { none: 0, 'in place': bytes, anew: bytes * ANEW }[kind];
    return { schema, newSchema: steps.length, kind, bytes, needed: Math.ceil(needed) };
  } finally {
    db.close();
  }
}

/**
 * Copies a database, which a server may be using, and upgrades the copy, which stays.
 * @throws Error for a database that is broken, and whatever the upgrade itself says
 */
export async function tryUpgrade(
  file: string,
  copy: string,
  steps: readonly Migration[] = migrations,
): Promise<UpgradeTrial> {
  await backUpDatabase(file, copy);
  const before = counted(copy);
  const began = performance.now();
  (await openMigrated(copy, { steps })).close();
  const took = performance.now() - began;
  const after = counted(copy);
  const tables = [...new Set([...before.keys(), ...after.keys()])].sort();
  const rows = new Map(tables.map((table) => [table, change(before.get(table), after.get(table))]));
  return { bytes: sizeOf(copy), took, rows };
}

function change(before: number | undefined, after: number | undefined) {
  return { ...(before !== undefined && { before }), ...(after !== undefined && { after }) };
}

function counted(file: string): ReadonlyMap<string, number> {
  const db = openReadOnly(file);
  try {
    return new Map(tablesOf(db).map((table) => [table, rowsOf(db, table)]));
  } finally {
    db.close();
  }
}

/** Without those of the search index, which is derived and kept in tables of SQLite's own. */
function tablesOf(db: Database.Database): readonly string[] {
  return db
    .prepare<[], string>("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'")
    .pluck()
    .all()
    .filter((name) => !name.startsWith('sqlite_'));
}

function rowsOf(db: Database.Database, table: string): number {
  return db.prepare<[], number>(`SELECT count(*) FROM "${table}"`).pluck().get() ?? 0;
}

/** The bytes that are free for us on the disk of a folder. */
export function freeIn(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

function sizeOf(file: string): number {
  return existsSync(file) ? statSync(file).size : 0;
}
