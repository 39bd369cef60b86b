import { directConversation } from '../src/local/conversations/direct-conversation.ts';
import { encodeContent } from '@parley/protocol';
import { expect, test, vi } from 'vitest';
import { errorWith } from './fake-server.ts';
import { MemoryStorage } from '../src/storage/memory/memory-storage.ts';
import { FakeWorld, texts } from './fake-world.ts';

async function inGroup() {
  const world = new FakeWorld();
  const group = world.server.group([world.alice, world.me, world.bob]);
  const client = await world.start();
  const opened = client.open(group);
  await world.clock.advance(500);
  const row = () => client.conversations.get()?.find(({ id }) => id === group);
  return { world, group, client, opened, row };
}

test('what arrives is reported as delivered, once a second in groups', async () => {
  const { world, group } = await inGroup();
  await world.clock.advance(2_000);
  const before = world.network.count('delivered');
  for (let n = 0; n < 10; n++) world.server.say(group, world.alice, `${n}`);
  await world.clock.advance(1_100);
  expect(world.network.count('delivered')).toBe(before + 1);
  expect(world.server.markOf(group, world.me.uid)).toMatchObject({ delivered: 11, read: 0 });
});

test('reading moves the mark, and unread counts others’ messages behind it', async () => {
  const { world, group, client, row } = await inGroup();
  for (let n = 0; n < 5; n++) world.server.say(group, world.alice, `${n}`);
  await client.send(group, { text: 'mine' });
  await world.clock.advance(10);
  expect(row()?.unread).toBe(5);

  client.markRead(group, 4);
  await world.clock.advance(1_100);
  expect(row()?.unread).toBe(2);
  expect(world.server.markOf(group, world.me.uid).read).toBe(4);

  client.markRead(group, 7);
  client.markRead(group, 2);
  await world.clock.advance(1_100);
  expect(row()?.unread).toBe(0);
  expect(world.server.markOf(group, world.me.uid).read).toBe(7);
});

test('what was read offline is told when the network is back', async () => {
  const { world, group, client } = await inGroup();
  world.server.say(group, world.alice, 'hello');
  await world.clock.advance(2_000);
  world.network.up = false;
  world.network.cut();
  client.markRead(group, 2);
  await world.clock.advance(2_000);
  world.network.up = true;
  await world.clock.advance(5_000);
  expect(world.server.markOf(group, world.me.uid).read).toBe(2);
});

test('reading on another device empties the badge here', async () => {
  const { world, group, row } = await inGroup();
  world.server.say(group, world.alice, 'hello');
  await world.clock.advance(10);
  expect(row()?.unread).toBe(1);
  world.server.mark(group, { uid: world.me.uid, delivered: 2, read: 2 });
  await world.clock.advance(10);
  expect(row()?.unread).toBe(0);
});

test('a message is delivered and read once all others are so far', async () => {
  const { world, group, client, opened } = await inGroup();
  await client.send(group, { text: 'hi' });
  await world.clock.advance(10);
  const status = () => opened.items.get().findLast((item) => item.kind === 'message')?.status;
  expect(status()).toBe('sent');

  world.server.mark(group, { uid: world.alice.uid, delivered: 2, read: 2 });
  await world.clock.advance(10);
  expect(status()).toBe('sent');
  world.server.mark(group, { uid: world.bob.uid, delivered: 2, read: 0 });
  await world.clock.advance(10);
  expect(status()).toBe('delivered');
  world.server.mark(group, { uid: world.bob.uid, delivered: 2, read: 2 });
  await world.clock.advance(10);
  expect(status()).toBe('read');
});

test('where there are no others, a message is sent and claims no more', async () => {
  const world = new FakeWorld();
  const group = world.server.group([world.me]);
  const client = await world.start();
  const opened = client.open(group);
  await world.clock.advance(500);
  await client.send(group, { text: 'for myself' });
  client.markRead(group, 2);
  await world.clock.advance(2_000);

  expect(opened.items.get().at(-1)).toMatchObject({ status: 'sent' });
  expect(client.conversations.get()?.[0]?.last).toMatchObject({ status: 'sent' });
});

test('edits, reactions and pins are shown at once and stay when the server has them', async () => {
  const { world, group, client, opened } = await inGroup();
  await client.send(group, { text: 'frist' });
  await world.clock.advance(10);
  world.network.up = false;
  world.network.cut();
  await client.edit(group, 2, { text: 'first' });
  await client.react(group, 2, '👍', true);
  await client.pin(group, 2, true);

  const expected = {
    content: { text: 'first' },
    earlier: [{ text: 'frist' }],
    reactions: [{ emoji: '👍', uids: [world.me.uid] }],
    pinned: true,
  };
  const message = () => opened.items.get().find((item) => item.kind === 'message');
  expect(message()).toMatchObject({ ...expected, changing: true });
  world.network.up = true;
  await world.clock.advance(5_000);
  expect(message()).toMatchObject({ ...expected, changing: false });
});

test('a deletion erases the text and its edits from the local copy', async () => {
  const { world, group, client, opened } = await inGroup();
  const { seq } = world.server.say(group, world.alice, 'secret');
  const edit = { kind: 'edit', target: seq } as const;
  const payload = encodeContent({ type: 'text', text: 'secreter' });
  const { conversation, sender } = { conversation: group, sender: world.alice.uid };
  world.server.append({ conversation, sender, id: world.server.newId(), body: edit, payload });
  const deletion = { kind: 'deletion', target: seq } as const;
  world.server.append({ conversation, sender, id: world.server.newId(), body: deletion });
  await world.clock.advance(10);

  expect(opened.items.get().find((item) => item.kind === 'message')).toMatchObject({
    deleted: true,
    earlier: [],
  });
  expect(JSON.stringify(world.storage.data())).not.toContain(payload.bytes);
  expect(texts(opened.items.get())).toEqual(['-']);
  expect(client.conversations.get()?.[0]?.last).toMatchObject({ deleted: true });
});

test('a blocked person’s messages are neither shown nor reported nor announced', async () => {
  const world = new FakeWorld();
  const client = await world.start();
  const arrivals: string[] = [];
  client.onArrival(({ message }) => arrivals.push(message.content?.text ?? ''));
  const direct = directConversation(client, world.alice.uid);
  const opened = client.open(direct);
  await client.send(direct, { text: 'hello' });
  await world.clock.advance(5_000);
  await client.people.block(world.alice.uid);
  world.network.sent.length = 0;

  world.server.say(direct, world.alice, 'unwanted');
  client.markRead(direct, 3);
  await world.clock.advance(5_000);
  expect(texts(opened.items.get())).toEqual(['hello']);
  expect(client.conversations.get()).toMatchObject([{ blocked: true, unread: 0 }]);
  expect(arrivals).toEqual([]);
  expect(world.network.count('delivered') + world.network.count('read')).toBe(0);
});

test('blocking hides what is newer, also after a reload and on another device', async () => {
  const world = new FakeWorld();
  const first = await world.start();
  const direct = directConversation(first, world.alice.uid);
  await first.send(direct, { text: 'hello' });
  await world.clock.advance(5_000);
  world.server.say(direct, world.alice, 'read before');
  await world.clock.advance(5_000);
  first.markRead(direct, 3);
  await world.clock.advance(5_000);
  await first.people.block(world.alice.uid);
  world.server.blocked.push(world.alice.uid);
  world.server.say(direct, world.alice, 'unwanted');
  first.markRead(direct, 4);
  await world.clock.advance(5_000);
  await first.close();

  for (const storage of [world.storage, new MemoryStorage(world.me.uid)]) {
    const client = await world.start({ storage });
    const opened = client.open(direct);
    await world.clock.advance(5_000);
    client.markRead(direct, 4);
    await world.clock.advance(5_000);
    expect(texts(opened.items.get())).toEqual(['hello', 'read before']);
    await client.people.unblock(world.alice.uid);
    expect(texts(opened.items.get())).toEqual(['hello', 'read before', 'unwanted']);
    await client.close();
  }
});

test('preferences wait in the outbox, and only the last ones are sent', async () => {
  const { world, group, client, row } = await inGroup();
  world.network.up = false;
  world.network.cut();
  await client.setPreferences(group, { muted: true });
  await client.setPreferences(group, { archived: true });
  await world.clock.advance(10);
  expect(row()?.preferences).toEqual({ muted: true, archived: true, unread: false });

  world.network.up = true;
  await world.clock.advance(5_000);
  expect(world.server.preferences.get(group)).toEqual({ muted: true, archived: true, unread: false });
  expect(world.network.count(`/web/conversations/${group}/preferences`)).toBe(1);
  expect(row()?.preferences.muted).toBe(true);
});

test('preferences that the server refuses for good fall back to what it knows', async () => {
  const { world, group, client, row } = await inGroup();
  vi.spyOn(world.network.http, 'exchange').mockResolvedValue({ status: 403, body: errorWith('E_FORBIDDEN') });
  await client.setPreferences(group, { muted: true });
  await world.clock.advance(100);
  expect(row()?.preferences.muted).toBe(false);
  expect(await world.storage.outbox()).toEqual([]);
});

test('typing is told at most every few seconds and shown for a few', async () => {
  const { world, group, client, opened } = await inGroup();
  for (let n = 0; n < 10; n++) client.typing(group);
  expect(world.network.count('typing')).toBe(1);
  world.network.event('typing', { conversation: group, uid: world.alice.uid });
  expect(opened.typing.get()).toEqual([world.alice.uid]);
  await world.clock.advance(5_000);
  expect(opened.typing.get()).toEqual([]);
});

test('typing that was not sent is told with the next letter', async () => {
  const { world, group, client } = await inGroup();
  world.network.up = false;
  world.network.cut();
  client.typing(group);
  world.network.up = true;
  await world.clock.advance(2_000);
  client.typing(group);
  expect(world.network.count('typing')).toBe(1);
});

test('a group that a blocked person added me to waits unseen, and their marks tell them nothing', async () => {
  const world = new FakeWorld();
  world.server.blocked.push(world.alice.uid);
  const client = await world.start();
  const arrived: unknown[] = [];
  client.onArrival((arrival) => arrived.push(arrival));
  const group = world.server.group([world.alice, world.me]);
  world.server.say(group, world.alice, 'look at me');
  const other = world.server.group([world.bob, world.me]);
  await world.clock.advance(20_000);
  const shown = () =>
    client.conversations
      .get()
      ?.filter(({ blocked }) => !blocked)
      .map(({ id }) => id);
  expect(shown()).toEqual([other]);
  expect(arrived).toEqual([]);
  expect(world.server.markOf(group, world.me.uid)).toMatchObject({ delivered: 0, read: 0 });

  await client.people.unblock(world.alice.uid);
  await world.clock.advance(10);
  expect(new Set(shown())).toEqual(new Set([group, other]));
});

test('a group that I take part in stays when I block who added me', async () => {
  const world = new FakeWorld();
  const group = world.server.group([world.alice, world.me]);
  const { seq } = world.server.say(group, world.alice, 'hello');
  const client = await world.start();
  client.markRead(group, seq);
  await client.people.block(world.alice.uid);
  await world.clock.advance(10);
  expect(client.conversations.get()).toMatchObject([{ id: group, blocked: false }]);
});
