import { directConversation } from '../src/local/conversations/direct-conversation.ts';
import { expect, test } from 'vitest';
import { FakeWorld, texts } from './fake-world.ts';

test('a conversation opened before the server told of it shows its messages and members once it does', async () => {
  const world = new FakeWorld();
  const client = await world.start();
  const group = world.server.newId();
  const opened = client.open(group);
  await world.clock.advance(500);
  expect(opened.items.get()).toEqual([]);
  expect(opened.details.get()).toBeUndefined();

  const body = {
    kind: 'created',
    type: 'group',
    name: 'Late',
    visibility: 'private',
    protection: 'open',
    members: [world.alice, world.me].map(({ uid }) => ({ uid, role: 'owner' as const })),
    history: 'all',
  } as const;
  world.server.append({ conversation: group, sender: world.alice.uid, id: world.server.newId(), body });
  world.server.say(group, world.alice, 'welcome');
  await world.clock.advance(20_000);
  expect(texts(opened.items.get())).toEqual(['welcome']);
  expect(Object.keys(opened.details.get()?.state.members ?? {})).toContain(world.me.uid);
});

test('who wrote what was forwarded gets a name without being a member', async () => {
  const world = new FakeWorld();
  const group = world.server.group([world.alice, world.me]);
  const client = await world.start();
  client.open(group);
  await client.send(group, { text: 'his words', forwardedFrom: world.bob.uid });
  await world.clock.advance(500);
  expect(client.people.users.get().get(world.bob.uid)?.displayName).toBe(world.bob.displayName);
});

test('a direct conversation knows its peer before anything was written', async () => {
  const world = new FakeWorld();
  const client = await world.start();
  const id = directConversation(client, world.alice.uid);
  expect(client.open(id).peer.get()).toBe(world.alice.uid);
  await world.clock.advance(10);
  await client.close();

  const later = await world.start();
  const opened = later.open(id);
  await world.clock.advance(10);
  expect(opened.peer.get()).toBe(world.alice.uid);
});

test('members and name of a group that was opened before are there without a connection', async () => {
  const world = new FakeWorld();
  const group = world.server.group([world.alice, world.me]);
  const client = await world.start();
  client.open(group);
  await world.clock.advance(500);
  world.server.say(group, world.alice, 'later');
  await world.clock.advance(500);
  await client.close();

  world.network.up = false;
  const later = await world.start();
  const opened = later.open(group);
  await world.clock.advance(500);
  expect(Object.keys(opened.details.get()?.state.members ?? {})).toEqual([world.alice.uid, world.me.uid]);
  expect(opened.details.get()?.state.head).toBe(2);
  expect(later.people.users.get().get(world.alice.uid)?.displayName).toBe(world.alice.displayName);
});
