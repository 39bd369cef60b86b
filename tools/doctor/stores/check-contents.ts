import type { Config, StoreConfig } from '../../../backend/src/config/config.ts';
import type { Inspection } from '../../../backend/src/domain/archive/archive.ts';
import { openMongoInspection } from '../../../backend/src/store/mongo/index.ts';
import { openSqliteInspection } from '../../../backend/src/store/sqlite/index.ts';
import { checkAudit } from './check-audit.ts';
import { checkConversations } from './check-conversations.ts';
import { type Finding, fine, problem } from '../finding.ts';

/** Whether what a database holds is as it was written. It is only read, so the server may run meanwhile. */
export async function checkContents(
  config: Pick<Config, 'store' | 'audit' | 'jwt'>,
): Promise<readonly Finding[]> {
  try {
    const inspection = await open(config.store);
    if (inspection === undefined)
      return [fine('This version has not started with the database yet: there are no logs to check.')];
    return await inspect(inspection, config);
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    return [problem(cause, 'Without reading the database, its logs cannot be checked. Restore a backup.')];
  }
}

async function inspect(
  { logs, audit, close }: Inspection,
  config: Pick<Config, 'audit' | 'jwt'>,
): Promise<readonly Finding[]> {
  try {
    return [...(await checkConversations(logs)), ...(await checkAudit(audit, config))];
  } finally {
    await close();
  }
}

async function open(store: StoreConfig): Promise<Inspection | undefined> {
  return store.kind === 'sqlite' ? openSqliteInspection(store.file) : openMongoInspection(store.uri);
}
