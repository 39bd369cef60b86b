import { directConversation } from '../src/local/conversations/direct-conversation.ts';
import { expect, test, vi } from 'vitest';
import { FakeWorld, texts } from './fake-world.ts';

const full = () => Promise.reject(new DOMException('The disk is full.', 'QuotaExceededError'));

test('a draft that cannot be stored is reported and still there', async () => {
  const world = new FakeWorld();
  const group = world.server.group([world.alice, world.me]);
  const client = await world.start();
  vi.spyOn(world.storage, 'saveDraft').mockImplementation(full);
  client.composer(group).write('half a sen', 10);
  await world.clock.advance(1_000);
  expect(world.errors).toMatchObject([{ name: 'QuotaExceededError' }]);
  expect(client.composer(group).now.get().draft.text).toBe('half a sen');
});

test('heads that cannot be stored are reported, and compared once they can', async () => {
  const world = new FakeWorld();
  const saveHeads = vi.spyOn(world.storage, 'saveHeads').mockImplementation(full);
  const client = await world.start();
  expect(world.errors).toMatchObject([{ name: 'QuotaExceededError' }]);
  expect(client.synced.get()).toBe(false);
  saveHeads.mockRestore();
  await world.clock.advance(1_000);
  expect(client.synced.get()).toBe(true);
});

test('a local copy that cannot be opened is reported once, and the person is told instead of waiting', async () => {
  const world = new FakeWorld();
  vi.spyOn(world.storage, 'load').mockImplementation(full);
  const client = await world.start();
  client.open(directConversation(client, world.alice.uid));
  client.wake();
  await world.clock.advance(60_000);
  expect(client.problem.get()).toBe('unavailable');
  expect(world.errors).toMatchObject([{ name: 'QuotaExceededError' }]);
  expect(world.network.sent).toEqual([]);
});

test('a client whose copy another tab took stops, and says so instead of failing each time', async () => {
  const world = new FakeWorld();
  const client = await world.start();
  vi.spyOn(world.storage, 'saveHeads').mockImplementation(full);
  world.storage.problem.set('taken');
  const sent = world.network.sent.length;
  client.wake();
  await world.clock.advance(60_000);
  expect(client.problem.get()).toBe('taken');
  expect(world.network.sent).toHaveLength(sent);
  expect(world.errors).toEqual([]);
});

test('preferences that cannot be taken out of the outbox are reported, and no connection is blamed', async () => {
  const world = new FakeWorld();
  const group = world.server.group([world.alice, world.me]);
  const client = await world.start();
  const finish = vi.spyOn(world.storage, 'finish').mockImplementation(full);
  await client.setPreferences(group, { muted: true });
  await world.clock.advance(10);
  expect(world.errors).toMatchObject([{ name: 'QuotaExceededError' }]);
  expect(await world.storage.outbox()).toMatchObject([{ closes: 0 }]);

  finish.mockRestore();
  world.network.cut();
  await world.clock.advance(3_000);
  expect(await world.storage.outbox()).toEqual([]);
});

test('a message that was stored is not refused because the outbox cannot be read again', async () => {
  const world = new FakeWorld();
  const group = world.server.group([world.alice, world.me]);
  const client = await world.start();
  vi.spyOn(world.storage, 'outbox').mockImplementationOnce(full);
  await client.send(group, { text: 'once' });
  expect(world.errors).toMatchObject([{ name: 'QuotaExceededError' }]);
  await client.send(group, { text: 'next' });
  await world.clock.advance(1_000);
  const opened = client.open(group);
  await world.clock.advance(10);
  expect(texts(opened.items.get())).toEqual(['once', 'next']);
});

test('a message that could not be stored is fetched again, before the server is asked for everything', async () => {
  const world = new FakeWorld();
  const group = world.server.group([world.alice, world.me]);
  const client = await world.start();
  const opened = client.open(group);
  await world.clock.advance(10);
  vi.spyOn(world.storage, 'append').mockImplementationOnce(full);
  world.server.say(group, world.alice, 'hello');
  await world.clock.advance(3_000);
  expect(world.errors).toMatchObject([{ name: 'QuotaExceededError' }]);
  expect(texts(opened.items.get())).toEqual(['hello']);
});
