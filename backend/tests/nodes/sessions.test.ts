import { afterAll, beforeAll, expect, test } from 'vitest';
import { call } from '../../testing/call.ts';
import { RedisServer } from './redis-server.ts';
import { startTwoNodes } from './start-nodes.ts';

let redis: RedisServer;
beforeAll(async () => {
  redis = await RedisServer.start();
});
afterAll(() => redis.kill());

test.each(['by Redis', 'by the store alone'] as const)(
  'a session that is ended on one node is closed on the other, %s',
  async (way) => {
    const [here, there] = await startTwoNodes(way === 'by Redis' ? redis.address : undefined);
    const alice = await here.register();
    const alices = await there.connect(alice);

    await call(here.httpUrl, 'logout', {}, { token: alice.token });
    await alices.next('token-expired');
    await alices.closed();

    expect(alices.socket.connected).toBe(false);
  },
);
