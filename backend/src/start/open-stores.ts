import { prefixErrors } from '../config/prefix-errors.ts';
import type { StoreConfig } from '../config/config.ts';
import type { Stores } from '../domain/stores.ts';
import type { Logger } from '../logging/logger.ts';

/**
 * Opens the database that the configuration names. Only its driver is loaded.
 * @throws Error that names the cause
 */
export async function openStores(store: StoreConfig, logger: Logger): Promise<Stores> {
  if (store.kind === 'mongodb') {
    const { openMongoStores } = await import('../store/mongo/index.ts');
    return prefixErrors(store.uri, 'MONGODB_URI', () => openMongoStores({ uri: store.uri }));
  }
  const { openSqliteStores } = await import('../store/sqlite/index.ts');
  return prefixErrors(store.file, 'DB_PATH', () => openSqliteStores({ file: store.file, log: logger }));
}
