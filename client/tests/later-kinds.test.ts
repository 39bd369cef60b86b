import type { Entry, Uuid } from '@parley/protocol';
import { expect, test } from 'vitest';
import type { ChatClient } from '../src/ports/chat-client.ts';
import { FakeWorld, texts } from './fake-world.ts';

const POLL = { kind: 'poll', keepsRights: true, target: 2, options: ['tea', { hot: true }] };
const QUARANTINE = { kind: 'quarantined', member: 'somebody' };

/** What a newer server appends. */
function later(world: FakeWorld, conversation: Uuid, body: object): Entry {
  const id = world.server.newId();
  return world.server.append({ conversation, sender: world.alice.uid, id, body: body as Entry['body'] });
}

async function opened(world: FakeWorld) {
  const group = world.server.group([world.alice, world.me]);
  const client = await world.start();
  const view = client.open(group);
  await world.clock.advance(10);
  return { group, client, view };
}

const row = (client: ChatClient, id: Uuid) => client.conversations.get()?.find((one) => one.id === id);

test('entries of a newer version keep their place, whole, and nobody takes the server for a forger', async () => {
  const world = new FakeWorld();
  const { group, client, view } = await opened(world);
  world.server.say(group, world.alice, 'before');
  const poll = later(world, group, POLL);
  const renamed = later(world, group, { kind: 'renamed', name: 'Rowers', colour: 3 });
  const expiring = later(world, group, { kind: 'message', expires: 5 });
  world.server.say(group, world.alice, 'after');
  await world.clock.advance(1_000);

  expect(await world.storage.readEntries(group, 3, 5)).toEqual([poll, renamed, expiring]);
  expect(view.items.get().map((item) => (item.kind === 'notice' ? item.body.kind : item.kind))).toEqual([
    'created',
    'message',
    'poll',
    'renamed',
    'message',
    'message',
  ]);
  expect(texts(view.items.get())).toEqual(['before', '-', 'after']);
  expect(client.broken.get().size).toBe(0);
  expect(row(client, group)).toMatchObject({ name: 'Rowers', hasUnknown: true, needsNewerVersion: false });
  await client.send(group, { text: 'mine' });
  await world.clock.advance(10);
  expect(texts(view.items.get()).at(-1)).toBe('mine');
});

test('they are there after a reload, and when the log is fetched anew', async () => {
  const world = new FakeWorld();
  const { group, client } = await opened(world);
  later(world, group, POLL);
  await world.clock.advance(10);
  await client.close();
  const again = await world.start();
  const view = again.open(group);
  await world.clock.advance(10);
  expect(view.items.get()).toMatchObject([{ body: { kind: 'created' } }, { body: POLL }]);

  const fresh = new FakeWorld();
  const { client: other, group: fetched } = await (async () => {
    const id = fresh.server.group([fresh.alice, fresh.me]);
    later(fresh, id, POLL);
    return { client: await fresh.start(), group: id };
  })();
  const page = other.open(fetched);
  await fresh.clock.advance(10);
  expect(page.items.get()).toMatchObject([{ body: { kind: 'created' } }, { body: POLL }]);
  expect(other.broken.get().size).toBe(0);
});

test('nothing is sent after a kind that may change rights, and what waits is kept', async () => {
  const world = new FakeWorld();
  const { group, client } = await opened(world);
  world.network.up = false;
  world.network.cut();
  const id = await client.send(group, { text: 'written before' });
  later(world, group, QUARANTINE);
  world.network.up = true;
  await world.clock.advance(30_000);

  expect(row(client, group)?.needsNewerVersion).toBe(true);
  const refusal: unknown = expect.objectContaining({ code: 'E_NEEDS_NEWER_VERSION' });
  await expect(client.send(group, { text: 'written after' })).rejects.toEqual(refusal);
  await expect(client.groups.rename(group, 'Rowers')).rejects.toEqual(refusal);
  expect(world.network.count('groupMessage')).toBe(0);
  expect((await world.storage.outbox()).map((item) => [item.id, item.state.kind])).toEqual([[id, 'waiting']]);
});

test('an entry that arrives live stops sending at once; other conversations go on', async () => {
  const world = new FakeWorld();
  const { group, client } = await opened(world);
  const other = world.server.group([world.alice, world.me]);
  await world.clock.advance(15_000);
  later(world, group, QUARANTINE);
  await world.clock.advance(10);
  await expect(client.send(group, { text: 'no' })).rejects.toThrow();
  await client.send(other, { text: 'yes' });
  await world.clock.advance(10);
  expect(world.server.logs.get(other)).toHaveLength(2);
});

test('a server that does not understand this client any more is left alone, and nothing is lost', async () => {
  const world = new FakeWorld();
  const { group, client } = await opened(world);
  world.network.refusal = 'E_CLIENT_OUTDATED';
  world.network.cut();
  await client.send(group, { text: 'unsent' });
  const composer = client.composer(group);
  composer.write('a draft', 7);
  await world.clock.advance(10_000);
  const before = world.network.sent.length;
  await world.clock.advance(60 * 60_000);
  client.wake();
  await world.clock.advance(10_000);

  expect(world.ends).toEqual(['outdated']);
  expect(world.network.sent).toHaveLength(before);
  expect(client.connection.get()).toMatchObject({ kind: 'offline', reason: { code: 'E_CLIENT_OUTDATED' } });
  expect(client.unsent.get()).toBe(1);
  await client.close();

  world.network.refusal = undefined;
  const newer = await world.start();
  await world.clock.advance(1_000);
  expect(newer.composer(group).now.get()).toMatchObject({ draft: { text: 'a draft' } });
  expect(world.server.logs.get(group)).toHaveLength(2);
});
