import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startMongoDb, type Running } from '../../tools/cluster/stores.ts';
import { freePort } from '../../tools/test/free-port.ts';

/** The MongoDB of all clusters of one worker: a new database costs less than a new server. */
export class MongoDb {
  private readonly running: Running;
  private readonly folder: string;

  private constructor(running: Running, folder: string) {
    this.running = running;
    this.folder = folder;
  }

  /** Uses the configured server, otherwise starts the one that `npm run cluster` would start. */
  static async start(): Promise<MongoDb> {
    const folder = await mkdtemp(join(tmpdir(), 'parley-mongodb-'));
    const running = startMongoDb(process.env.MONGODB_TEST_URI, await freePort(), folder);
    const failed = running.services.map(async ({ ended }) => Promise.reject(new Error(await ended)));
    await Promise.race([running.ready, ...failed]);
    return new MongoDb(running, folder);
  }

  /** The address of a database that nobody has used yet. */
  newDatabase(): URL {
    const uri = new URL(this.running.address);
    uri.pathname = `/parley-test-${randomUUID()}`;
    return uri;
  }

  async stop(): Promise<void> {
    await Promise.all(this.running.services.map((service) => service.stop()));
    await rm(this.folder, { recursive: true });
  }
}
