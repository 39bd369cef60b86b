import type { Archive } from '../../../domain/archive/archive.ts';
import { connect } from '../connection.ts';
import { modelsOf } from '../models.ts';
import { prepare } from '../prepare.ts';
import { MongoArchivedLogs } from './archived-logs.ts';
import {
  archivedAudit,
  archivedInvitations,
  archivedResets,
  archivedSessions,
  archivedUsers,
} from './archived-tables.ts';

/**
 * Opens a database to read or write all of it. Servers must not use it meanwhile: unlike a file, it can't be
 * kept from them.
 */
export async function openMongoArchive(uri: string): Promise<Archive> {
  const connection = await connect(uri);
  const models = modelsOf(connection);
  await prepare(connection, models);
  return {
    users: archivedUsers(models),
    sessions: archivedSessions(models),
    resets: archivedResets(models),
    invitations: archivedInvitations(models),
    audit: archivedAudit(models),
    logs: new MongoArchivedLogs(models),
    close: () => connection.close(),
  };
}
