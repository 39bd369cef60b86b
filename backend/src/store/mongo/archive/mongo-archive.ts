import type { Connection } from 'mongoose';
import type { Archive, Inspection } from '../../../domain/archive/archive.ts';
import { connect, connectPatiently } from '../connection.ts';
import { modelsOf, type Models } from '../models.ts';
import { isCurrent, prepare, requireCurrent } from '../prepare.ts';
import { archivedSettings } from './archived-settings.ts';
import { MongoArchivedLogs } from './archived-logs.ts';
import { archivedCommandValues, archivedDeliveries, archivedHooks } from './archived-machines.ts';
import { archivedReports } from './archived-reports.ts';
import {
  archivedAudit,
  archivedInvitations,
  archivedKeys,
  archivedResets,
  archivedRoomLocks,
  archivedRoomNames,
  archivedSessions,
  archivedUsers,
} from './archived-tables.ts';

type Check = (connection: Connection, models: Models) => Promise<unknown>;

/**
 * Opens a database to read all of it. Like any reading server, it completes effects of entries that a server left behind
 * when it died; it changes nothing else.
 * @throws Error for a database of another schema version
 */
export function openMongoSource(uri: string): Promise<Archive> {
  return open(uri, requireCurrent);
}

/** Opens a database to write into; creates it if needed. Unlike a file, it cannot be locked against servers. */
export function openMongoTarget(uri: string): Promise<Archive> {
  return open(uri, prepare);
}

/**
 * Opens a database to check it while servers may use it. It is only read.
 * @returns undefined if no server of this version has started with it
 * @throws Error for a database of a newer version
 */
export async function openMongoInspection(uri: string): Promise<Inspection | undefined> {
  const connection = await connect(uri);
  const models = modelsOf(connection);
  try {
    if (await isCurrent(connection, models)) return archiveOf(connection, models);
  } catch (error) {
    await connection.close();
    throw error;
  }
  await connection.close();
  return undefined;
}

async function open(uri: string, check: Check): Promise<Archive> {
  const connection = await connectPatiently(uri);
  const models = modelsOf(connection);
  try {
    await check(connection, models);
  } catch (error) {
    await connection.close();
    throw error;
  }
  return archiveOf(connection, models);
}

function archiveOf(connection: Connection, models: Models): Archive {
  return {
    users: archivedUsers(models),
    sessions: archivedSessions(models),
    resets: archivedResets(models),
    invitations: archivedInvitations(models),
    keys: archivedKeys(models),
    audit: archivedAudit(models),
    roomNames: archivedRoomNames(models),
    roomLocks: archivedRoomLocks(models),
    commandValues: archivedCommandValues(models),
    hooks: archivedHooks(models),
    hookDeliveries: archivedDeliveries(models),
    settings: archivedSettings(models),
    reports: archivedReports(models),
    logs: new MongoArchivedLogs(models),
    close: () => connection.close(),
  };
}
