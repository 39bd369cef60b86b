import { TIMING } from '@parley/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { call } from '../../testing/call.ts';
import { createGroup } from '../../testing/create-group.ts';
import type { TestUser } from '../../testing/register-user.ts';
import { RedisServer } from './redis-server.ts';
import { startTwoNodes, type TestNode } from './start-nodes.ts';

let redis: RedisServer;
beforeAll(async () => {
  redis = await RedisServer.start();
});
afterAll(() => redis.kill());

/** Two people in one group, each on a node of their own. */
async function companions() {
  const [here, there] = await startTwoNodes(redis.address);
  const [alice, bob] = await Promise.all([here.register(), there.register()]);
  await createGroup(here, alice, [bob]);
  const alices = await here.connect(alice);
  const isOnline = (uid: string) => ({ uid, online: true });
  const sees = (online: boolean) =>
    alices.next('onlineStatus', ({ users }) =>
      users.some((user) => user.uid === bob.uid && user.online === online),
    );
  return { here, there, alice, bob, alices, isOnline, sees };
}

async function presenceOf(node: TestNode, { uid }: TestUser, asker: TestUser): Promise<unknown> {
  const { body } = await call(node.httpUrl, 'peopleByUid', { uids: uid }, { token: asker.token });
  return body;
}

test('somebody who comes on one node and goes is seen on the other', async () => {
  const { there, alice, bob, here, sees } = await companions();

  const bobs = await there.connect(bob);
  await sees(true);
  expect(await presenceOf(here, bob, alice)).toMatchObject({ people: [{ presence: { online: true } }] });

  const gone = there.clock.read();
  bobs.socket.disconnect();
  await there.socketsGone(bob);
  await there.pass(TIMING.presenceGrace);
  expect((await sees(false)).users).toEqual([{ uid: bob.uid, online: false, lastSeen: gone }]);
});

test('whoever comes is told who is there, on any node, and user_count counts them all', async () => {
  const { there, alices, bob, alice, sees } = await companions();
  await there.connect(bob);
  await sees(true);

  const bobs = await there.connect(bob);

  await bobs.next('onlineStatus', ({ users }) =>
    users.some(({ uid, online }) => uid === alice.uid && online),
  );
  expect(await alices.get('command', { name: 'user_count' })).toMatchObject({ text: '2' });
  expect(await bobs.get('command', { name: 'user_count' })).toMatchObject({ text: '2' });
});

test('somebody who moves from one node to the other stays online', async () => {
  const { here, there, alices, bob, sees } = await companions();
  const bobs = await there.connect(bob);
  await sees(true);

  bobs.socket.disconnect();
  await there.socketsGone(bob);
  await here.connect(bob);
  await there.pass(TIMING.presenceGrace);
  await here.pass(1_000);
  await alices.settled();

  const seen = alices.received('onlineStatus').flatMap(({ users }) => users);
  expect(seen.filter(({ uid, online }) => uid === bob.uid && !online)).toEqual([]);
});

test('the users of a node that is dead go offline within 30 seconds', async () => {
  const { here, there, alices, bob, sees } = await companions();
  await there.connect(bob);
  await sees(true);

  await there.silence();
  await here.pass(15_000);
  await alices.settled();
  expect(alices.received('onlineStatus').flatMap(({ users }) => users)).not.toContainEqual(
    expect.objectContaining({ uid: bob.uid, online: false }),
  );
  await here.pass(15_000);

  await sees(false);
  expect(await alices.get('command', { name: 'user_count' })).toMatchObject({ text: '1' });
});

test('who came while Redis was away is seen when it is back', async () => {
  const { there, bob, alices, sees } = await companions();

  await redis.kill();
  await there.connect(bob);
  await alices.settled();
  await redis.launch();

  await sees(true);
});

test('somebody who is blocked on one node sees the other go, and nothing more of them', async () => {
  const { here, there, alice, bob, alices } = await companions();
  const conversation = await createGroup(here, alice, [bob]);
  const bobs = await there.connect(bob);
  const bobSees = (online: boolean) =>
    bobs.next('onlineStatus', ({ users }) =>
      users.some((user) => user.uid === alice.uid && user.online === online),
    );
  await bobSees(true);

  await call(here.httpUrl, 'block', {}, { token: alice.token, params: { uid: bob.uid } });
  await bobSees(false);
  alices.tell('typing', { conversation });
  await alices.settled();

  const again = await there.connect(bob);
  await again.settled();
  expect(again.received('onlineStatus')).toEqual([]);
  expect(bobs.received('typing')).toEqual([]);
  expect(await presenceOf(there, alice, bob)).not.toHaveProperty('people.0.presence');
});
