import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { call } from '../../testing/call.ts';
import { RedisServer } from './redis-server.ts';
import { startTwoNodes } from './start-nodes.ts';

/** Within which a change holds on every node, in ms. */
const SOON = 2_000;

let redis: RedisServer;
beforeAll(async () => {
  redis = await RedisServer.start();
});
afterAll(() => redis.kill());

test.each(['by Redis', 'by the store alone'] as const)(
  'what an administrator sets on one node holds on the other within two seconds, %s',
  async (way) => {
    const [here, there] = await startTwoNodes(way === 'by Redis' ? redis.address : undefined);
    const { token } = await here.registerAdmin();
    const changes = { registration: 'closed', roomCreation: 'admins', name: 'Harbour' };
    const { status } = await call(here.httpUrl, 'changeServerSettings', { version: 0, changes }, { token });
    expect(status).toBe(200);

    const mode = async () => (await call(there.httpUrl, 'registration', {})).body;
    await expect.poll(mode, { timeout: SOON, interval: 50 }).toEqual({ mode: 'closed' });
    expect((await call(there.httpUrl, 'session', {})).body).toMatchObject({ server: { name: 'Harbour' } });
  },
);

test('of two administrators who save at once on two nodes, one is told to look again', async () => {
  const [here, there] = await startTwoNodes();
  const [one, two] = [await here.registerAdmin(), await there.registerAdmin()];
  const names = [randomUUID().slice(0, 8), randomUUID().slice(0, 8)];
  const answers = await Promise.all([
    call(
      here.httpUrl,
      'changeServerSettings',
      { version: 0, changes: { name: names[0] } },
      { token: one.token },
    ),
    call(
      there.httpUrl,
      'changeServerSettings',
      { version: 0, changes: { name: names[1] } },
      { token: two.token },
    ),
  ]);
  const winner = answers.findIndex(({ status }) => status === 200);
  expect(answers[1 - winner]).toMatchObject({ status: 409, body: { code: 'E_CONFLICT' } });
  for (const { httpUrl } of [here, there])
    expect((await call(httpUrl, 'serverSettings', {}, { token: one.token })).body).toMatchObject({
      version: 1,
      settings: { name: names[winner] },
    });
});
