import { NO_BUS } from '../../src/realtime/nodes/bus.ts';
import { openMongoStores } from '../../src/store/mongo/index.ts';
import { connectedBus } from '../../testing/connected-bus.ts';
import { newMongoDatabase } from '../../testing/new-mongo-database.ts';
import { startTestBackend, type TestBackend } from '../../testing/start-test-backend.ts';

/** One of several servers with one database. */
export interface TestNode extends TestBackend {
  /** Cut off from the others, as far as they can tell dead. */
  silence(): Promise<void>;
}

/**
 * Starts two servers with one database; they end with the test.
 * @param redis left out, they have nothing but the database in common
 */
export async function startTwoNodes(redis?: URL): Promise<readonly [TestNode, TestNode]> {
  const uri = newMongoDatabase();
  const start = async (): Promise<TestNode> => {
    const bus = redis === undefined ? NO_BUS : await connectedBus(redis.href);
    const backend = await startTestBackend({ parts: { stores: await openMongoStores({ uri }), bus } });
    return { ...backend, silence: () => bus.close() };
  };
  // One after the other: the first prepares the database.
  const first = await start();
  const second = await start();
  return [first, second];
}
