import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { Child } from './child.ts';
import type { Stack } from './stack.ts';
import { withoutRateLimits } from './without-rate-limits.ts';

const FIRST_PORT = 4400;
/** Ports of one cluster. */
const PORTS = 50;

/** What `npm run cluster` starts: three servers with one database behind one proxy. */
export class Cluster implements Stack {
  readonly origin: string;
  private readonly folder: string;
  private readonly child: Child;

  private constructor(origin: string, folder: string, child: Child) {
    this.origin = origin;
    this.folder = folder;
    this.child = child;
  }

  /**
   * @param index different for clusters that run at the same time
   * @param database an empty one
   */
  static async start(index: number, database: URL): Promise<Cluster> {
    const folder = await mkdtemp(join(tmpdir(), 'parley-cluster-'));
    const port = `${FIRST_PORT + index * PORTS}`;
    const origin = `http://localhost:${port}`;
    const child = await Child.start(
      [
        'tools/cluster.ts',
        '--nodes',
        '3',
        '--port',
        port,
        '--data',
        folder,
        '--no-build',
        '--mongodb',
        database.href,
      ],
      `${origin}/web/health`,
      { env: { NODE_ENV: 'production', REGISTRATION: 'open', LOG_LEVEL: 'warn', ...withoutRateLimits } },
    );
    const cluster = new Cluster(origin, folder, child);
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

  async stop(): Promise<void> {
    this.child.signal('SIGCONT');
    await this.child.end('SIGTERM');
    await rm(this.folder, { recursive: true });
  }
}
