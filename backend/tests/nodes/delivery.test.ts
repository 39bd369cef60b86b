import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { call } from '../../testing/call.ts';
import type { TestClient } from '../../testing/connect-client.ts';
import { createGroup } from '../../testing/create-group.ts';
import { groupText, privateText } from '../../testing/message.ts';
import { RedisServer } from './redis-server.ts';
import { startTwoNodes } from './start-nodes.ts';

let redis: RedisServer;
beforeAll(async () => {
  redis = await RedisServer.start();
});
afterAll(() => redis.kill());

/** Which entries a client was shown, in the order in which they came. */
function seen(client: TestClient, conversation: string): readonly number[] {
  return client
    .received('response')
    .filter((entry) => entry.conversation === conversation)
    .map(({ seq }) => seq);
}

describe.each(['by Redis', 'by the store alone'] as const)('people on two nodes, %s', (way) => {
  const start = () => startTwoNodes(way === 'by Redis' ? redis.address : undefined);

  test('get what the other writes, and their marks', async () => {
    const [here, there] = await start();
    const [alice, bob] = await Promise.all([here.register(), there.register()]);
    const [alices, bobs] = await Promise.all([here.connect(alice), there.connect(bob)]);

    const said = await alices.get('privateMessage', privateText(alice, bob, 'hello'));
    expect(await bobs.next('response', ({ id }) => id === said.id)).toEqual(said);
    const answer = await bobs.get('privateMessage', privateText(bob, alice, 'hello yourself'));

    expect(await alices.next('response', ({ id }) => id === answer.id)).toEqual(answer);
    expect(answer.seq).toBe(said.seq + 1);
  });

  test('are brought into groups, and hear nothing after they were taken out', async () => {
    const [here, there] = await start();
    const [alice, bob] = await Promise.all([here.register(), there.register()]);
    const [alicesThere, listening, bobs] = await Promise.all([
      there.connect(alice),
      there.connect(alice),
      there.connect(bob),
    ]);
    const conversation = await createGroup(here, alice, [bob]);
    await bobs.next('newgrp', ({ head }) => head.conversation === conversation);

    const removal = { id: randomUUID(), member: bob.uid };
    await call(here.httpUrl, 'removeMember', removal, { token: alice.token, params: { conversation } });
    // At once, on the node that was not told yet.
    await alicesThere.get('groupMessage', groupText(conversation, 'he is gone'));
    await listening.next('response', ({ seq }) => seq === 3);

    await bobs.next('response', ({ body }) => body.kind === 'removed');
    await bobs.settled();
    expect(seen(bobs, conversation)).toEqual([1, 2]);
  });

  test('see entries in the order of the log, whoever wrote them', async () => {
    const [here, there] = await start();
    const [alice, bob] = await Promise.all([here.register(), there.register()]);
    const [alices, bobs] = await Promise.all([here.connect(alice), there.connect(bob)]);
    const listening = await Promise.all([here.connect(alice), there.connect(bob)]);
    const conversation = await createGroup(here, alice, [bob]);
    await Promise.all([bobs.next('newgrp'), listening[1].next('newgrp')]);

    const sends = Array.from({ length: 20 }, (_, i) => [
      alices.get('groupMessage', groupText(conversation, `alice ${i}`)),
      bobs.get('groupMessage', groupText(conversation, `bob ${i}`)),
    ]);
    await Promise.all(sends.flat());

    for (const client of listening) {
      await client.next('response', ({ seq }) => seq === 41);
      expect(seen(client, conversation)).toEqual(Array.from({ length: 41 }, (_, i) => i + 1));
    }
  });
});

test('what is not stored travels by Redis: marks at once, and who is typing', async () => {
  const [here, there] = await startTwoNodes(redis.address);
  const [alice, bob] = await Promise.all([here.register(), there.register()]);
  const [alices, bobs] = await Promise.all([here.connect(alice), there.connect(bob)]);
  const { conversation, seq } = await alices.get('privateMessage', privateText(alice, bob, 'hello'));
  await bobs.next('response', (entry) => entry.seq === seq);

  bobs.tell('read', { marks: [{ conversation, seq }] });
  bobs.tell('typing', { conversation });

  await alices.next('updateDeliveryStatusOnConnection', ({ marks }) => marks[0]?.read === seq);
  expect(await alices.next('typing')).toEqual({ conversation, uid: bob.uid });
});

test('what comes by Redis and is no message of ours harms nobody', async () => {
  const [here, there] = await startTwoNodes(redis.address);
  const [alice, bob] = await Promise.all([here.register(), there.register()]);
  const [alices, bobs] = await Promise.all([here.connect(alice), there.connect(bob)]);
  const stranger = new Redis(redis.address.href);
  onTestFinished(() => stranger.disconnect());

  for (const text of [
    '',
    '{',
    '[]',
    '{"from":1}',
    JSON.stringify({ from: randomUUID(), message: { kind: 'x' } }),
  ])
    await stranger.publish('parley:0', text);

  const said = await alices.get('privateMessage', privateText(alice, bob, 'still here'));
  expect(await bobs.next('response', ({ id }) => id === said.id)).toEqual(said);
});
