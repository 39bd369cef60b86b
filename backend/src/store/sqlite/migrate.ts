import type Database from 'better-sqlite3';
import { migrations } from './migrations/index.ts';
import { isRewrite, type Migration, type Rewrite } from './migrations/migration.ts';

/** Marks the file as Parley's: "Prly". */
const APPLICATION_ID = 0x50726c79;

/** The number of migrations applied to a database, 0 for an empty one. */
export function schemaVersion(db: Database.Database): number {
  return Number(db.pragma('user_version', { simple: true }));
}

/** Takes the steps that a database lacks in place, all or none. */
export function takeSteps(db: Database.Database, steps: readonly Migration[]): void {
  db.transaction(() => {
    for (const step of steps.slice(schemaVersion(db))) takeStep(db, step);
    mark(db, steps);
  }).immediate();
}

/** What a step changes in place: all of it, but for the rows that a rewrite copies from another file. */
export function takeStep(db: Database.Database, step: Migration): void {
  if (typeof step === 'string') db.exec(step);
  else if (isRewrite(step)) db.exec(replacing(step));
  else step(db);
}

/** Marks a database as Parley's, with all steps taken. */
export function mark(db: Database.Database, steps: readonly Migration[]): void {
  db.pragma(`application_id = ${APPLICATION_ID}`);
  db.pragma(`user_version = ${steps.length}`);
}

function replacing({ replaced, schema }: Rewrite): string {
  return [...replaced.map((table) => `DROP TABLE IF EXISTS ${table};`), schema].join('\n');
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

export function isEmpty(db: Database.Database): boolean {
  return db.prepare<[], number>('SELECT count(*) FROM sqlite_schema').pluck().get() === 0;
}
