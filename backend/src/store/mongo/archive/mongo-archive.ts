import type { Connection } from 'mongoose';
import type { Archive } from '../../../domain/archive/archive.ts';
import { connect } from '../connection.ts';
import { modelsOf, type Models } from '../models.ts';
import { prepare, requireCurrent } from '../prepare.ts';
import { MongoArchivedLogs } from './archived-logs.ts';
import {
  archivedAudit,
  archivedInvitations,
  archivedKeys,
  archivedResets,
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

async function open(uri: string, check: Check): Promise<Archive> {
  const connection = await connect(uri);
  const models = modelsOf(connection);
  try {
    await check(connection, models);
  } catch (error) {
    await connection.close();
    throw error;
  }
  return {
    users: archivedUsers(models),
    sessions: archivedSessions(models),
    resets: archivedResets(models),
    invitations: archivedInvitations(models),
    keys: archivedKeys(models),
    audit: archivedAudit(models),
    logs: new MongoArchivedLogs(models),
    close: () => connection.close(),
  };
}
