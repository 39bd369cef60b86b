import type Database from 'better-sqlite3';
import { migrations } from './migrations/index.ts';

/** Marks the file as ours: "Prly". */
const APPLICATION_ID = 0x50726c79;

/** The migrations that a database has had, 0 for an empty one. */
export function schemaVersion(db: Database.Database): number {
  return Number(db.pragma('user_version', { simple: true }));
}

/**
 * Brings a database up to date, all steps or none.
 * @param backUp copies a database that holds something before it is touched
 * @returns the version it had
 * @throws Error for a database that is somebody else's, or that a newer Parley wrote
 */
export async function migrate(
  db: Database.Database,
  backUp: (version: number) => Promise<void>,
  steps: readonly string[] = migrations,
): Promise<number> {
  const version = schemaVersion(db);
  if (version > steps.length)
    throw new Error(
      `${db.name} has schema ${version}, this Parley knows up to ${steps.length}. Run the Parley that wrote it, or a newer one.`,
    );
  refuseForeign(db, version);
  if (version === steps.length) return version;
  if (version > 0) await backUp(version);
  db.transaction(() => {
    for (const step of steps.slice(version)) db.exec(step);
    db.pragma(`application_id = ${APPLICATION_ID}`);
    db.pragma(`user_version = ${steps.length}`);
  }).immediate();
  return version;
}

function refuseForeign(db: Database.Database, version: number): void {
  const owner = Number(db.pragma('application_id', { simple: true }));
  const tables = db.prepare<[], number>('SELECT count(*) FROM sqlite_schema').pluck().get() ?? 0;
  if (version === 0 ? tables > 0 : owner !== APPLICATION_ID)
    throw new Error(`${db.name} is a database, but not one of Parley's.`);
}
