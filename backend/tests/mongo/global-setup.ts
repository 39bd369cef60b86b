import type { TestProject } from 'vitest/node';
import { startTestServer } from './start-test-server.ts';

/** One server for all tests of a run; each makes databases of its own on it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startTestServer();
  project.provide('mongodb', server.address.href);
  return () => server.stop();
}
