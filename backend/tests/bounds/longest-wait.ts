import { setTimeout as sleep } from 'node:timers/promises';
import type { TestClient } from '../../testing/connect-client.ts';
import type { MeasuredServer } from './measured-server.ts';

/**
 * The longest that somebody waits for an answer who asks again and again, in seconds of the server's processor. Those of a
 * clock would count what else the machine does.
 */
export async function longestWait(
  server: MeasuredServer,
  client: TestClient,
  times: number,
): Promise<number> {
  let longest = 0;
  for (let i = 0; i < times; i++) {
    const before = server.cpuSeconds();
    await client.get('command', { name: 'ping' });
    longest = Math.max(longest, server.cpuSeconds() - before);
    await sleep(50);
  }
  return longest;
}
