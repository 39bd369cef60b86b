import { setTimeout as sleep } from 'node:timers/promises';
import type { TestClient } from '../../testing/connect-client.ts';

/** The longest that somebody waits for an answer who asks again and again, in ms. */
export async function longestDelay(client: TestClient, times: number): Promise<number> {
  let longest = 0;
  for (let i = 0; i < times; i++) {
    const before = performance.now();
    await client.get('command', { name: 'ping' });
    longest = Math.max(longest, performance.now() - before);
    await sleep(50);
  }
  return longest;
}
