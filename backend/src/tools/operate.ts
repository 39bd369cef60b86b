import { prefixErrors } from '../config/prefix-errors.ts';
import { readConfig } from '../config/env.ts';
import type { Config, StoreConfig } from '../config/config.ts';
import type { Context } from '../domain/context.ts';
import type { OperatorStores } from '../domain/stores.ts';
import { systemRandom } from '../domain/system-random.ts';
import { operatorAudit } from './operator-audit.ts';

export type OperatorContext = OperatorStores & Pick<Context, 'clock' | 'random'>;

/** Runs an operator's command on the database of a server, which may be running, and prints the result. */
export async function operate(
  work: (context: OperatorContext, config: Config) => Promise<string>,
): Promise<void> {
  try {
    const config = readConfig();
    const stores = await open(config.store);
    try {
      console.log(await work(contextOf(stores, config), config));
    } finally {
      await stores.close();
    }
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}

async function open(store: StoreConfig): Promise<OperatorStores> {
  if (store.kind === 'mongodb') {
    const { openMongoStores } = await import('../store/mongo/index.ts');
    return prefixErrors(store.uri, 'MONGODB_URI', () => openMongoStores({ uri: store.uri }));
  }
  const { openOperatorStores } = await import('../store/sqlite/index.ts');
  return prefixErrors(store.file, 'DB_PATH', () => openOperatorStores(store.file));
}

function contextOf(stores: OperatorStores, config: Config): OperatorContext {
  const audit = operatorAudit(stores.audit, config);
  return { ...stores, audit, clock: Date.now, random: systemRandom };
}
