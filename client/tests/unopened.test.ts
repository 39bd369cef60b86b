import { encodeContent } from '@parley/protocol';
import { expect, test, vi } from 'vitest';
import type { Sealer } from '../src/ports/sealer.ts';
import { MemoryStorage } from '../src/storage/memory/memory-storage.ts';
import { FakeWorld, texts } from './fake-world.ts';
import { LockedOpener } from './locked-opener.ts';

async function locked(answers: 'late' | 'nothing') {
  const world = new FakeWorld();
  const group = world.server.group([world.alice, world.me]);
  const opener = new LockedOpener(answers);
  const client = await world.start({ opener });
  const opened = client.open(group);
  await world.clock.advance(1_000);
  const row = () => client.conversations.get()?.find(({ id }) => id === group);
  return { world, group, opener, client, opened, row };
}

test.each(['late', 'nothing'] as const)(
  'what cannot be opened yet is stored, marked as delivered, and shown once it is opened (%s)',
  async (answers) => {
    const { world, group, opener, opened, row } = await locked(answers);
    const mentions = [world.me.uid];
    world.server.say(group, world.alice, 'first');
    world.server.append({
      conversation: group,
      sender: world.alice.uid,
      id: world.server.newId(),
      body: { kind: 'message' },
      payload: encodeContent({ type: 'text', text: 'for you', mentions }),
    });
    await world.clock.advance(3_000);
    expect(world.server.markOf(group, world.me.uid)).toMatchObject({ delivered: 3 });
    expect(texts(opened.items.get())).toEqual(['-', '-']);
    expect(row()).toMatchObject({ unread: 2, mentions: 0 });

    opener.giveKey();
    await world.clock.advance(100);
    expect(texts(opened.items.get())).toEqual(['first', 'for you']);
    expect(row()).toMatchObject({ unread: 2, mentions: 1, last: { content: { text: 'for you' } } });
    expect(world.errors).toEqual([]);
  },
);

test('what was not opened is tried again at the next start, and what was opened is not', async () => {
  const { world, group, client } = await locked('nothing');
  world.server.say(group, world.alice, 'hello');
  await world.clock.advance(3_000);
  await client.close();

  const opener = new LockedOpener('nothing');
  opener.giveKey();
  const again = await world.start({ opener });
  const opened = again.open(group);
  await world.clock.advance(1_000);
  expect(texts(opened.items.get())).toEqual(['hello']);
  await again.close();

  const last = new LockedOpener('nothing');
  const third = await world.start({ opener: last });
  const view = third.open(group);
  await world.clock.advance(1_000);
  expect(texts(view.items.get())).toEqual(['hello']);
  expect(last.asked).toEqual([]);
});

test('what still cannot be opened is not written again at each try', async () => {
  const { world, group, opener, opened } = await locked('nothing');
  world.server.say(group, world.alice, 'first');
  world.server.say(group, world.alice, 'second');
  await world.clock.advance(3_000);
  const written = vi.spyOn(world.storage, 'open');
  const tried = opener.asked.length;
  for (let n = 0; n < 3; n++) {
    opener.tellMore();
    await world.clock.advance(1_000);
  }
  expect(opener.asked.length).toBeGreaterThan(tried);
  expect(written).not.toHaveBeenCalled();

  opener.giveKey();
  await world.clock.advance(1_000);
  expect(texts(opened.items.get())).toEqual(['first', 'second']);
  expect(written).toHaveBeenCalled();
});

test('an edit that is opened late changes its message, also in the list', async () => {
  const { world, group, opener, opened, row } = await locked('nothing');
  opener.giveKey();
  const { seq: target } = world.server.say(group, world.alice, 'helo');
  await world.clock.advance(3_000);
  opener.hasKey = false;
  world.server.append({
    conversation: group,
    sender: world.alice.uid,
    id: world.server.newId(),
    body: { kind: 'edit', target },
    payload: encodeContent({ type: 'text', text: 'hello' }),
  });
  await world.clock.advance(3_000);
  expect(texts(opened.items.get())).toEqual(['helo']);
  opener.giveKey();
  await world.clock.advance(100);
  expect(texts(opened.items.get())).toEqual(['hello']);
  expect(row()).toMatchObject({ last: { content: { text: 'hello' } } });
});

test('a payload is sealed once, when its turn comes, and every try sends the same bytes', async () => {
  const world = new FakeWorld();
  const group = world.server.group([world.alice, world.me]);
  const sealed: string[] = [];
  const sealer: Sealer = {
    seal: async ({ id, body, content }) => {
      sealed.push(id);
      return { body, payload: content && encodeContent(content) };
    },
  };
  const client = await world.start({ sealer });
  world.network.up = false;
  world.network.cut();
  const id = await client.send(group, { text: 'hello' });
  await world.clock.advance(1_000);
  expect(sealed).toEqual([]);
  world.network.up = true;
  await world.clock.advance(10_000);
  expect(sealed).toEqual([id]);
  expect(world.server.logs.get(group)?.at(-1)).toMatchObject({ id });
});

test('a terminal’s copy of the version before is opened at the start, without a connection', async () => {
  const world = new FakeWorld();
  const group = world.server.group([world.alice, world.me]);
  world.server.say(group, world.alice, 'from before');
  const before = await world.start();
  before.open(group);
  await world.clock.advance(1_000);
  await before.close();
  const { entries, ...rest } = world.storage.data();
  const older = { ...rest, entries: entries.map(({ opened: _, ...entry }) => entry) };

  world.network.up = false;
  world.network.cut();
  const storage = new MemoryStorage(world.me.uid, older);
  expect((await storage.unopened()).map(({ seq }) => seq)).toEqual([2]);
  const client = await world.start({ storage });
  const opened = client.open(group);
  await world.clock.advance(1_000);
  expect(texts(opened.items.get())).toEqual(['from before']);
});
