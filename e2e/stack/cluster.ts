import { randomUUID } from 'node:crypto';
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

  /** @param index different for those that run at the same time */
  static async start(index: number): Promise<Cluster> {
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
        ...givenDatabase(),
      ],
      `${origin}/web/health`,
      { env: { NODE_ENV: 'production', REGISTRATION: 'open', LOG_LEVEL: 'warn', ...withoutRateLimits } },
    );
    await expect.poll(() => child.said, { timeout: 60_000 }).toContain('Parley is at');
    return new Cluster(origin, folder, child);
  }

  /** They are started again by themselves. */
  async kill(): Promise<void> {
    const latest = new Map(
      [...this.child.said.matchAll(/process (\d+) at port (\d+)/g)].map(([, pid, port]) => [
        port,
        Number(pid),
      ]),
    );
    for (const pid of latest.values()) process.kill(pid, 'SIGKILL');
  }

  async launch(): Promise<void> {
    await expect
      .poll(async () => (await fetch(`${this.origin}/web/health`)).ok, { timeout: 30_000 })
      .toBe(true);
  }

  async stop(): Promise<void> {
    await this.child.end('SIGTERM');
    await rm(this.folder, { recursive: true });
  }
}

/** A database of its own on the MongoDB that tests are told to use; without one, the cluster brings its own. */
function givenDatabase(): readonly string[] {
  const given = process.env.MONGODB_TEST_URI;
  if (given === undefined) return [];
  const uri = new URL(given);
  uri.pathname = `/parley-test-${randomUUID()}`;
  return ['--mongodb', uri.href];
}
