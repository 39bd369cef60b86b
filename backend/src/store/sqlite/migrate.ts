import type Database from 'better-sqlite3';
import { migrations, type Migration } from './migrations/index.ts';

/** Marks the file as Parley's: "Prly". */
const APPLICATION_ID = 0x50726c79;

/** The number of migrations applied to a database, 0 for an empty one. */
export function schemaVersion(db: Database.Database): number {
  return Number(db.pragma('user_version', { simple: true }));
}

/**
 * Migrates a database, all steps or none.
 * @param backUp copies a database that is not empty before it is changed
 * @returns the version it had
 * @throws Error for a database that is not Parley's, or of a newer version
 */
export async function migrate(
  db: Database.Database,
  backUp: (version: number) => Promise<void>,
  steps: readonly Migration[] = migrations,
): Promise<number> {
  if (!isEmpty(db)) requireParley(db, steps);
  const version = schemaVersion(db);
  if (version === steps.length) return version;
  if (version > 0) await backUp(version);
  db.transaction(() => {
    for (const step of steps.slice(version)) take(db, step);
    db.pragma(`application_id = ${APPLICATION_ID}`);
    db.pragma(`user_version = ${steps.length}`);
  }).immediate();
  return version;
}

function take(db: Database.Database, step: Migration): void {
  if (typeof step === 'string') db.exec(step);
  else step(db);
}

/** @throws Error for a database that is not Parley's, or of a newer version */
export function requireParley(db: Database.Database, steps: readonly Migration[] = migrations): void {
  if (Number(db.pragma('application_id', { simple: true })) !== APPLICATION_ID)
    throw new Error(`${db.name} is a database, but not one of Parley's.`);
  const version = schemaVersion(db);
  if (version > steps.length)
    throw new Error(
      `${db.name} has schema ${version}, this Parley knows up to ${steps.length}. Run the Parley that wrote it, or a newer one.`,
    );
}

function isEmpty(db: Database.Database): boolean {
  return db.prepare<[], number>('SELECT count(*) FROM sqlite_schema').pluck().get() === 0;
}
