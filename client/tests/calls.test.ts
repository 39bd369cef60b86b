import { encodeContent, EVERYONE, ONLINE, type Uuid } from '@parley/protocol';
import { expect, test } from 'vitest';
import { FakeWorld } from './fake-world.ts';

test('what calls everyone mentions this user; who was online is whom a message names', async () => {
  const world = new FakeWorld();
  const group = world.server.group([world.alice, world.me, world.bob]);
  const client = await world.start();
  const mentions = () => client.conversations.get()?.find(({ id }) => id === group)?.mentions;
  const say = async (...named: Uuid[]) => {
    const payload = encodeContent({ type: 'text', text: 'hello', mentions: named });
    const id = world.server.newId();
    world.server.append({
      conversation: group,
      sender: world.alice.uid,
      id,
      body: { kind: 'message' },
      payload,
    });
    await world.clock.advance(10);
  };
  await say(EVERYONE);
  expect(mentions()).toBe(1);
  await say(ONLINE, world.bob.uid);
  expect(mentions()).toBe(1);
  await say(ONLINE, world.me.uid);
  expect(mentions()).toBe(2);
});

test('what this user says to everyone mentions them nowhere', async () => {
  const world = new FakeWorld();
  const group = world.server.group([world.alice, world.me]);
  const client = await world.start();
  await client.send(group, { text: 'hello @all', mentions: [EVERYONE] });
  await world.clock.advance(10);
  expect(client.conversations.get()?.find(({ id }) => id === group)).toMatchObject({
    mentions: 0,
    unread: 0,
  });
  expect(world.errors).toEqual([]);
});
