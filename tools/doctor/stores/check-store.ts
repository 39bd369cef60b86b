import type { Config } from '../../../backend/src/config/config.ts';
import { checkContents } from './check-contents.ts';
import { checkDatabase } from './check-database.ts';
import { checkMongo } from './check-mongo.ts';
import type { Finding } from '../finding.ts';

/** Whether the database can be used and, only then, whether what it holds is as it was written. */
export async function checkStore(
  config: Pick<Config, 'store' | 'audit' | 'jwt'>,
): Promise<readonly Finding[]> {
  const { store } = config;
  const findings = store.kind === 'sqlite' ? checkDatabase(store.file) : await checkMongo(store.uri);
  const isUsable = findings[0]?.verdict === 'fine';
  return isUsable ? [...findings, ...(await checkContents(config))] : findings;
}
