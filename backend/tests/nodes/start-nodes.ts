import { onTestFinished } from 'vitest';
import { createLogger } from '../../src/logging/logger.ts';
import { NO_BUS, type Bus } from '../../src/realtime/bus.ts';
import { RedisBus } from '../../src/realtime/redis/redis-bus.ts';
import { openMongoStores } from '../../src/store/mongo/index.ts';
import { newMongoDatabase } from '../../testing/new-mongo-database.ts';
import { startTestBackend, type TestBackend } from '../../testing/start-test-backend.ts';

/** One of several servers with one database. */
export interface TestNode extends TestBackend {
  /** Cut off from the others, as far as they can tell dead. */
  silence(): Promise<void>;
}

const logger = createLogger({ level: 'silent', pretty: false });

/**
 * Starts two servers with one database; they end with the test.
 * @param redis left out, they have nothing but the database in common
 */
export async function startTwoNodes(redis?: URL): Promise<readonly [TestNode, TestNode]> {
  const uri = newMongoDatabase();
  const start = async (): Promise<TestNode> => {
    const bus = redis === undefined ? NO_BUS : await connectedBus(redis);
    const backend = await startTestBackend({ parts: { stores: await openMongoStores({ uri }), bus } });
    return { ...backend, silence: () => bus.close() };
  };
  // One after the other: the first prepares the database.
  const first = await start();
  const second = await start();
  return [first, second];
}

/** A bus that hears the others already. */
export async function connectedBus(redis: URL): Promise<Bus> {
  const bus = new RedisBus(redis.href, logger);
  onTestFinished(() => bus.close());
  await new Promise<void>((resolve) => bus.onConnected(resolve));
  return bus;
}
