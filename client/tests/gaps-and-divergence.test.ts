import type { HeadsPage } from '@parley/protocol';
import { expect, test } from 'vitest';
import { FakeClock } from '../src/platform/fake-clock.ts';
import { directConversation } from '../src/local/conversations/direct-conversation.ts';
import { KnownConversations } from '../src/model/known-conversations.ts';
import { MemoryStorage } from '../src/storage/memory/memory-storage.ts';
import { HeadsPoll } from '../src/link/sync/heads-poll.ts';
import { directBody } from './fake-server.ts';
import { FakeWorld, texts, windowOf } from './fake-world.ts';

/** A group of 51 entries, all of them held and shown. */
async function inConversation() {
  const world = new FakeWorld();
  const group = world.server.group([world.alice, world.me]);
  for (let n = 1; n <= 50; n++) world.server.say(group, world.alice, `${n}`);
  const client = await world.start();
  const opened = client.open(group);
  await world.clock.advance(500);
  return { world, group, client, opened };
}

test('a new device starts with the newest entries and loads the rest when asked', async () => {
  const world = new FakeWorld();
  const group = world.server.group([world.alice, world.me]);
  for (let n = 1; n <= 300; n++) world.server.say(group, world.alice, `${n}`);
  const client = await world.start();
  expect(await windowOf(world.storage, group)).toBeUndefined();

  const opened = client.open(group);
  await world.clock.advance(10);
  expect(texts(opened.items.get()).at(-1)).toBe('300');
  expect(await windowOf(world.storage, group)).toMatchObject({ first: 252, last: 301 });
  expect(opened.older.get()).toBe('some');

  for (let page = 0; page < 3; page++) await opened.loadOlder();
  expect(texts(opened.items.get())).toHaveLength(300);
  expect(opened.older.get()).toBe('none');
});

test('an entry that got lost is fetched as soon as the next one shows the gap', async () => {
  const { world, group, opened } = await inConversation();
  world.network.lostEvents = 1;
  world.server.say(group, world.alice, 'lost');
  world.server.say(group, world.alice, 'seen');
  await world.clock.advance(300);
  expect(texts(opened.items.get()).slice(-2)).toEqual(['lost', 'seen']);
});

test('a last message that got lost is there within the period of the heads', async () => {
  const { world, group, opened } = await inConversation();
  world.network.lostEvents = 1;
  world.server.say(group, world.alice, 'last');
  await world.clock.advance(15_000);
  expect(texts(opened.items.get()).at(-1)).toBe('last');
});

test('a gap of a closed conversation is filled although the connection broke right after it was heard of', async () => {
  const { world, group, client, opened } = await inConversation();
  await world.clock.advance(20_000);
  opened.close();
  const arrived: unknown[] = [];
  client.onArrival(({ message }) => arrived.push(message.content?.text));
  world.network.cut();
  world.server.say(group, world.alice, 'while away');
  world.network.breaksUnder = 'sync';
  await world.clock.advance(20_000);
  expect(world.network.breaksUnder).toBeUndefined();
  expect(await windowOf(world.storage, group)).toMatchObject({ last: 52 });
  expect(world.server.markOf(group, world.me.uid)).toMatchObject({ delivered: 52 });
  expect(arrived).toEqual(['while away']);
});

test('entries that come twice or late are shown once and in order', async () => {
  const { world, group, opened } = await inConversation();
  world.network.lostEvents = 3;
  const [a, b, c] = ['a', 'b', 'c'].map((text) => world.server.say(group, world.alice, text));
  for (const entry of [c, a, c, b, a]) world.network.event('response', entry);
  await world.clock.advance(10);
  expect(texts(opened.items.get()).slice(-3)).toEqual(['a', 'b', 'c']);
  expect(opened.items.get()).toHaveLength(53);
});

test('what was missed comes in parts that a page can take in between two frames', async () => {
  const { world, group, opened } = await inConversation();
  const parts: number[] = [];
  const sync = world.server.sync.bind(world.server);
  world.server.sync = (request) => {
    if (request.direction === 'after') parts.push(request.limit);
    return sync(request);
  };
  world.network.cut();
  for (let n = 51; n <= 190; n++) world.server.say(group, world.alice, `${n}`);
  await world.clock.advance(5_000);
  expect(texts(opened.items.get()).at(-1)).toBe('190');
  expect(parts.length).toBeGreaterThanOrEqual(3);
  expect(Math.max(...parts)).toBeLessThanOrEqual(50);
});

test('after more than two thousand missed entries there is a new window at the head', async () => {
  const { world, group, opened } = await inConversation();
  world.network.up = false;
  world.network.cut();
  for (let n = 1; n <= 2_100; n++) world.server.say(group, world.alice, `missed ${n}`);
  world.network.up = true;
  await world.clock.advance(3_000);
  expect(await windowOf(world.storage, group)).toMatchObject({ first: 2_102, last: 2_151 });
  expect(texts(opened.items.get()).at(-1)).toBe('missed 2100');
});

test('an entry whose chain does not hold is not shown', async () => {
  const { world, group, opened } = await inConversation();
  world.network.lostEvents = 1;
  const entry = world.server.say(group, world.alice, 'true');
  world.network.event('response', { ...entry, sender: world.me.uid });
  await world.clock.advance(1_000);
  expect(texts(opened.items.get()).at(-1)).toBe('true');
  expect(opened.items.get().at(-1)).toMatchObject({ own: false });
});

test('a server that rewrote what it says is told of, and not believed until its log holds again', async () => {
  const { world, group, client, opened } = await inConversation();
  world.network.cut();
  world.server.say(group, world.alice, 'true');
  const honest = world.server.logs.get(group) ?? [];
  const forged = honest.map((entry) => (entry.seq === 52 ? { ...entry, sender: world.bob.uid } : entry));
  world.server.logs.set(group, forged);
  await world.clock.advance(3_000);
  expect(client.broken.get()).toEqual(new Set([group]));
  expect(texts(opened.items.get()).at(-1)).toBe('50');

  world.server.logs.set(group, [...honest]);
  world.server.say(group, world.alice, 'more');
  await world.clock.advance(5_000);
  expect(texts(opened.items.get()).slice(-2)).toEqual(['true', 'more']);
  expect(client.broken.get()).toEqual(new Set());
});

test('older entries that do not lead to what is held are told of, and not shown', async () => {
  const world = new FakeWorld();
  const group = world.server.group([world.alice, world.me]);
  for (let n = 1; n <= 300; n++) world.server.say(group, world.alice, `${n}`);
  const client = await world.start();
  const opened = client.open(group);
  await world.clock.advance(500);
  const shown = texts(opened.items.get());
  const log = world.server.logs.get(group) ?? [];
  world.server.logs.set(
    group,
    log.map((entry) => (entry.seq === 100 ? { ...entry, time: entry.time + 1 } : entry)),
  );
  expect(await opened.reach(90)).toBeUndefined();
  expect(opened.older.get()).toBe('failed');
  expect(texts(opened.items.get()).slice(-shown.length)).toEqual(shown);
  expect(client.broken.get()).toEqual(new Set([group]));
});

test('a server restored from a backup is followed, and own messages that it lost are offered again', async () => {
  const { world, group, client, opened } = await inConversation();
  await client.send(group, { text: 'mine' });
  await world.clock.advance(10);
  world.network.cut();
  world.server.restore(group, 40);
  world.server.say(group, world.alice, 'other history');
  await world.clock.advance(5_000);

  expect(await windowOf(world.storage, group)).toMatchObject({ last: 41 });
  expect(texts(opened.items.get()).slice(-3)).toEqual(['39', 'other history', '~mine']);
  expect(opened.items.get().at(-1)).toMatchObject({ status: 'lost' });

  const lost = opened.items.get().at(-1)?.id ?? '';
  await client.retry(group, lost);
  await world.clock.advance(10);
  expect(texts(opened.items.get()).slice(-2)).toEqual(['other history', 'mine']);
});

test('who had more than a restored server knows of has not got what is written then', async () => {
  const { world, group, client, opened } = await inConversation();
  world.server.mark(group, { uid: world.alice.uid, delivered: 50, read: 50 });
  await world.clock.advance(10_000);
  world.network.cut();
  world.server.restore(group, 40);
  world.server.marks.clear();
  await world.clock.advance(10_000);
  await client.send(group, { text: 'mine' });
  await world.clock.advance(10_000);
  expect(texts(opened.items.get()).at(-1)).toBe('mine');
  expect(opened.items.get().at(-1)).toMatchObject({ seq: 41, status: 'sent' });
});

test('a second start shows the local copy at once and catches up from there', async () => {
  const { world, group, client } = await inConversation();
  await client.close();
  world.server.say(group, world.alice, 'meanwhile');
  world.network.up = false;
  const again = await world.start();
  const opened = again.open(group);
  await world.clock.advance(10);
  expect(texts(opened.items.get()).at(-1)).toBe('50');

  world.network.up = true;
  again.wake();
  await world.clock.advance(10);
  expect(texts(opened.items.get()).at(-1)).toBe('meanwhile');
  expect(world.errors).toEqual([]);
});

test('a burst from a conversation that nobody told of is one question, not one for each entry', async () => {
  const { world } = await inConversation();
  world.network.lostEvents = 1;
  const other = world.server.group([world.alice, world.me]);
  const before = world.network.count('heads');
  for (let n = 1; n <= 50; n++) world.server.say(other, world.alice, `${n}`);
  await world.clock.advance(1_000);
  expect(world.network.count('heads') - before).toBeLessThanOrEqual(2);
});

test('a comparison in flight does not bring back the token that was dropped to start over', async () => {
  const asked: unknown[] = [];
  const answers: ((page: HeadsPage) => void)[] = [];
  const clock = new FakeClock();
  const poll = new HeadsPoll({
    storage: new MemoryStorage('me'),
    known: new KnownConversations(),
    opening: { heads: (heads, store) => store(heads) },
    logs: { catchUp: async () => undefined },
    clock,
    heads: (request) => {
      asked.push(request);
      return new Promise((resolve) => answers.push(resolve));
    },
    damaged: () => undefined,
    keys: () => undefined,
    compared: () => undefined,
    background: (task) => void task,
  });
  poll.useToken('1');
  poll.connected();
  await clock.advance(1);
  poll.startOver();
  answers[0]?.({ heads: [], token: '2', more: false });
  await clock.advance(1);
  expect(asked).toEqual([{ token: '1' }, {}]);
});

test('a group that a restored server does not know any more can be read here, and no longer written to', async () => {
  const { world, group, client } = await inConversation();
  const vanished = world.server.group([world.alice, world.me]);
  await world.clock.advance(1_000);
  world.network.cut();
  world.server.restore(vanished, 0);
  world.server.restore(group, 40);
  world.server.say(group, world.alice, 'other history');
  await world.clock.advance(20_000);
  const roles = new Map(client.conversations.get()?.map(({ id, role }) => [id, role]));
  expect(roles).toEqual(
    new Map([
      [group, 'member'],
      [vanished, null],
    ]),
  );
});

test('what was said in a closed direct conversation that a restored server does not know any more is offered again', async () => {
  const { world, group, client } = await inConversation();
  const direct = directConversation(client, world.alice.uid);
  const before = client.open(direct);
  await client.send(direct, { text: 'to alice' });
  await world.clock.advance(1_000);
  expect(texts(before.items.get())).toEqual(['to alice']);
  before.close();
  world.network.cut();
  world.server.restore(direct, 0);
  world.server.restore(group, 40);
  world.server.say(group, world.alice, 'other history');
  await world.clock.advance(20_000);
  world.network.up = false;
  world.network.cut();
  const after = client.open(direct);
  await world.clock.advance(10);
  expect(after.items.get()).toMatchObject([{ status: 'lost', content: { text: 'to alice' } }]);
});

test('what is sent into a closed conversation while its log turns out to be another one is sent once, and settled', async () => {
  const { world, client } = await inConversation();
  const direct = directConversation(client, world.alice.uid);
  const before = client.open(direct);
  for (const text of ['a', 'b']) await client.send(direct, { text });
  await world.clock.advance(1_000);
  before.close();
  world.network.cut();
  world.server.restore(direct, 0);
  const [sender, id] = [world.alice.uid, world.server.newId()];
  world.server.append({ conversation: direct, sender, id, body: directBody(sender, world.me.uid) });
  for (let n = 1; n <= 5; n++) world.server.say(direct, world.alice, `${n}`);
  await client.send(direct, { text: 'mine' });
  await world.clock.advance(10_000);
  expect(world.server.logs.get(direct)).toHaveLength(7);
  expect((await world.storage.outbox()).map(({ state }) => state.kind)).toEqual(['lost', 'lost']);
});
