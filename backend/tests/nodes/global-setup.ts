import type { TestProject } from 'vitest/node';
import { RedisServer } from './redis-server.ts';

/** One Redis for all tests of a run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await RedisServer.start();
  project.provide('redis', server.address.href);
  return () => server.kill();
}
