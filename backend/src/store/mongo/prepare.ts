import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { SEALING } from '@parley/protocol';
import type { Connection } from 'mongoose';
import { endSessions } from './accounts/end-sessions.ts';
import { invitedBy } from './accounts/invited-by.ts';
import { foldedSearch } from './accounts/folded-search.ts';
import { idsBeforeSenders } from './conversations/ids-before-senders.ts';
import { listRooms } from './rooms/list-rooms.ts';
import { isDuplicate } from './store-error.ts';
import type { Models } from './models.ts';

type Step = (models: Models) => Promise<void>;

/**
 * Every step from the first schema to the current one, in order. Several servers may run a step at once, and one may stop in
 * the middle: each step can be repeated. Released steps never change.
 */
const migrations: readonly Step[] = [
  foldedSearch,
  idsBeforeSenders,
  ...(SEALING ? [endSessions] : []),
  listRooms,
  invitedBy,
];

const VERSION = 1 + migrations.length;

/**
 * Migrates a database and checks its indexes.
 * @returns the epoch that tokens carry
 * @throws Error for a database of a newer version, or if unique indexes are not unique
 */
export async function prepare(connection: Connection, models: Models, steps = migrations): Promise<string> {
  const version = (await knownVersion(connection, models)) ?? VERSION;
  await createIndexes(models);
  for (const step of steps.slice(version - 1)) await step(models);
  await models.meta.updateOne({ _id: 'schema' }, { $max: { version: VERSION } }, { upsert: true });
  return epochOf(models);
}

/** @throws Error for a database that is not Parley's, or has another schema version */
export async function requireCurrent(connection: Connection, models: Models): Promise<void> {
  const version = await knownVersion(connection, models);
  if (version === undefined) throw new Error(`The database ${connection.name} holds nothing of Parley's.`);
  if (version < VERSION)
    throw new Error(`${connection.name} was written by an older Parley. Start this one with it once.`);
}

/**
 * Whether a server of this version has started with a database.
 * @throws Error for a database of a newer version
 */
export async function isCurrent(connection: Connection, models: Models): Promise<boolean> {
  return (await knownVersion(connection, models)) === VERSION;
}

/** The version of the schema; undefined if there is none yet. */
async function knownVersion(connection: Connection, models: Models): Promise<number | undefined> {
  const version = (await models.meta.findById('schema').lean())?.version;
  if (version !== undefined && version > VERSION)
    throw new Error(
      `The database ${connection.name} has schema ${version}, this Parley knows up to ${VERSION}. Run the Parley that wrote it, or a newer one.`,
    );
  return version;
}

async function createIndexes(models: Models): Promise<void> {
  for (const model of Object.values(models)) {
    await createCollection(model);
    await checkUnique(model);
  }
}

/** Servers that start at the same moment conflict here, and not every database supports that. */
async function createCollection(model: Models[keyof Models], attempts = 5): Promise<void> {
  try {
    await model.createCollection();
    await model.createIndexes();
  } catch (error) {
    if (attempts === 1) throw error;
    await pause(20 + Math.random() * 80);
    await createCollection(model, attempts - 1);
  }
}

/**
 * If an index with the same fields exists, MongoDB may keep it as it is, not unique.
 * @throws Error that names an index that is missing or not unique
 */
export async function checkUnique(model: Models[keyof Models]): Promise<void> {
  const existing = await model.collection.indexes();
  for (const [fields, { unique }] of model.schema.indexes()) {
    const same = existing.filter(({ key }) => JSON.stringify(key) === JSON.stringify(fields));
    if (same.length === 0 || (unique === true && same.some((index) => index.unique !== true)))
      throw new Error(`${model.collection.name} has no proper index on ${Object.keys(fields).join(', ')}.`);
  }
}

async function epochOf(models: Models): Promise<string> {
  const fresh = randomUUID().slice(0, 8);
  try {
    await models.meta.create({ _id: 'epoch', epoch: fresh });
  } catch (error) {
    if (!isDuplicate(error)) throw error;
  }
  return (await models.meta.findById('epoch').lean())?.epoch ?? fresh;
}
