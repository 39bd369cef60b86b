import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { RecordingProxy } from '../../tools/blind/recording-proxy.ts';
import { Watch } from '../blind/watch.ts';
import { Child } from './child.ts';
import type { Stack } from './stack.ts';
import { withoutRateLimits } from './without-rate-limits.ts';

const FIRST_PORT = 4400;
/** Ports of one cluster. */
const PORTS = 50;
/** Where an address of MongoDB names none. */
const MONGODB_PORT = 27_017;
const environment = { NODE_ENV: 'production', REGISTRATION: 'open', LOG_LEVEL: 'warn' };

/** Of browsers to the servers, and of these to their database. */
interface Ways {
  readonly toServers: RecordingProxy;
  readonly toDatabase: RecordingProxy;
  readonly origin: string;
  readonly database: string;
}

/**
 * What `npm run cluster` starts: three servers with one database behind one proxy. When it stops, it is looked for what they must not have
 * learned; of what they store, for what they hand to the database.
 */
export class Cluster implements Stack {
  readonly origin: string;
  private readonly folder: string;
  private readonly child: Child;
  private readonly ways: Ways;

  private constructor(ways: Ways, folder: string, child: Child) {
    this.origin = ways.origin;
    this.ways = ways;
    this.folder = folder;
    this.child = child;
  }

  /**
   * @param index different for clusters that run at the same time
   * @param database an empty one
   */
  static async start(index: number, database: URL): Promise<Cluster> {
    const folder = await mkdtemp(join(tmpdir(), 'parley-cluster-'));
    const port = FIRST_PORT + index * PORTS;
    const ways = await waysTo(port, database);
    const child = await Child.start(
      [
        'tools/cluster.ts',
        '--nodes',
        '3',
        '--port',
        `${port}`,
        '--data',
        folder,
        '--no-build',
        '--mongodb',
        ways.database,
      ],
      `${ways.origin}/web/health`,
      { env: { ...environment, ALLOWED_ORIGINS: ways.origin, ...withoutRateLimits } },
    );
    const cluster = new Cluster(ways, folder, child);
    try {
      await child.says('Parley is running at');
    } catch (error) {
      // The next one needs its ports.
      await cluster.stop();
      throw error;
    }
    return cluster;
  }

  adminLink(): Promise<string> {
    return this.child.adminLink();
  }

  /** The process that restarts dead servers is paused meanwhile, so that they stay dead until the launch. */
  async kill(): Promise<void> {
    this.child.signal('SIGSTOP');
    const latest = new Map(
      [...this.child.said.matchAll(/process (\d+) at port (\d+)/g)].map(([, pid, port]) => [
        port,
        Number(pid),
      ]),
    );
    for (const pid of latest.values()) process.kill(pid, 'SIGKILL');
  }

  async launch(): Promise<void> {
    this.child.signal('SIGCONT');
    await expect
      .poll(async () => (await fetch(`${this.origin}/web/health`)).ok, { timeout: 30_000, intervals: [100] })
      .toBe(true);
  }

  /** @throws Error if they learned what they must not */
  async stop(): Promise<void> {
    this.child.signal('SIGCONT');
    await this.child.end('SIGTERM');
    await rm(this.folder, { recursive: true });
    const watch = new Watch([this.ways.toServers]);
    watch.hasLogged(this.child.said);
    for (const stored of this.ways.toDatabase.received()) watch.hasStored(stored);
    for (const way of [this.ways.toServers, this.ways.toDatabase]) way.close();
    watch.check();
  }
}

async function waysTo(port: number, database: URL): Promise<Ways> {
  const toServers = new RecordingProxy(port);
  const toDatabase = new RecordingProxy(Number(database.port || MONGODB_PORT), database.hostname);
  const way = new URL(database);
  way.hostname = '127.0.0.1';
  way.port = `${await toDatabase.listen()}`;
  const origin = `http://localhost:${await toServers.listen()}`;
  return { toServers, toDatabase, origin, database: way.href };
}
