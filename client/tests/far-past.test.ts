import { encodeContent } from '@parley/protocol';
import { expect, test } from 'vitest';
import type { Conversation } from '../src/ports/chat-client.ts';
import { FakeWorld, texts, windowOf } from './fake-world.ts';

const COUNT = 2_500;

async function longConversation() {
  const world = new FakeWorld();
  const group = world.server.group([world.alice, world.me]);
  for (let n = 2; n <= COUNT; n++) world.server.say(group, world.alice, `${n}`);
  const client = await world.start();
  const opened = client.open(group);
  await world.clock.advance(10);
  return { world, group, client, opened };
}

/** The numbers from one to another, as texts. */
function numbers(from: number, to: number): string[] {
  return Array.from({ length: to - from + 1 }, (_, index) => String(from + index));
}

function shown(opened: Conversation): string[] {
  return texts(opened.items.get());
}

test('a message far away is shown with what stands around it, and the rest is there on the way back', async () => {
  const { opened } = await longConversation();
  expect(await opened.reach(520)).toBe(true);
  expect(shown(opened)).toEqual(numbers(470, 570));
  expect(opened.newer.get()).toBe(true);

  await opened.loadNewer();
  expect(shown(opened)).toEqual(numbers(470, 670));
  await opened.showNewest();
  expect(shown(opened).at(-1)).toBe(`${COUNT}`);
  expect(opened.newer.get()).toBe(false);
});

test('of a conversation of any length only a part is kept, whichever way one goes through it', async () => {
  const { world, group, opened } = await longConversation();
  while (opened.older.get() === 'some') {
    await opened.loadOlder();
    expect(opened.items.get().length).toBeLessThanOrEqual(1_000);
  }
  expect(await windowOf(world.storage, group)).toMatchObject({ first: 1 });
  expect(shown(opened)[0]).toBe('2');

  while (opened.newer.get()) {
    await opened.loadNewer();
    expect(opened.items.get().length).toBeLessThanOrEqual(1_000);
  }
  expect(shown(opened)).toEqual(numbers(COUNT - 999, COUNT));
  expect(opened.older.get()).toBe('some');
});

test('old messages show what changed them, before one came to them and while one looks', async () => {
  const { world, group, opened } = await longConversation();
  const edit = (target: number, text: string) =>
    world.server.append({
      conversation: group,
      sender: world.alice.uid,
      id: world.server.newId(),
      body: { kind: 'edit', target },
      payload: encodeContent({ type: 'text', text }),
    });
  edit(500, 'before');
  await world.clock.advance(10);
  await opened.reach(501);
  expect(shown(opened)).toContain('before');

  edit(502, 'meanwhile');
  await world.clock.advance(10);
  expect(shown(opened)).toContain('meanwhile');
  expect(shown(opened)).toHaveLength(101);
});

test('what comes and what is sent stands at the newest, and not behind what is old', async () => {
  const { world, group, client, opened } = await longConversation();
  await opened.reach(520);
  world.network.cut();
  await client.send(group, { text: 'mine' });
  await world.clock.advance(10);
  expect(shown(opened)).toEqual(numbers(470, 570));
  await opened.showNewest();
  expect(shown(opened).at(-1)).toBe('~mine');
});

test('a message that is not there leaves everything where it is', async () => {
  const { opened } = await longConversation();
  const before = opened.items.get();
  expect(await opened.reach(COUNT + 5)).toBe(false);
  expect(opened.items.get()).toEqual(before);
});

test('of a conversation that is left open for long a part is kept, and the rest is there on the way back', async () => {
  const { world, group, opened } = await longConversation();
  for (let n = COUNT + 1; n <= COUNT + 2_000; n++) {
    world.server.say(group, world.alice, `${n}`);
    if (n % 100 === 0) await world.clock.advance(10);
  }
  const first = Number(shown(opened)[0]);
  expect(shown(opened)).toEqual(numbers(first, COUNT + 2_000));
  expect(first).toBeGreaterThan(COUNT);
  expect(opened.older.get()).toBe('some');
  await opened.loadOlder();
  expect(shown(opened)[0]).toBe(String(first - 100));
});

test('a message that a pin or a quote refers to is fetched and read without moving the view', async () => {
  const { world, group, opened } = await longConversation();
  const before = opened.items.get();
  expect(await windowOf(world.storage, group)).toMatchObject({ first: COUNT - 49 });
  expect(await opened.message(COUNT - 900)).toMatchObject({ content: { text: `${COUNT - 900}` } });
  expect(opened.items.get()).toEqual(before);

  world.server.append({
    conversation: group,
    sender: world.alice.uid,
    id: world.server.newId(),
    body: { kind: 'edit', target: COUNT - 900 },
    payload: encodeContent({ type: 'text', text: 'corrected' }),
  });
  await world.clock.advance(10);
  expect(await opened.message(COUNT - 900)).toMatchObject({ content: { text: 'corrected' } });
});

test('several such messages fetch each page once', async () => {
  const { world, group, opened } = await longConversation();
  const wanted = [COUNT - 60, COUNT - 70, COUNT - 80].map((seq) => opened.message(seq));
  expect((await Promise.all(wanted)).map((item) => item?.kind)).toEqual(['message', 'message', 'message']);
  expect(await windowOf(world.storage, group)).toMatchObject({ first: COUNT - 249 });
});

test('for one line about a message, no more than five pages are fetched', async () => {
  const { world, group, opened } = await longConversation();
  expect(await opened.message(500)).toBeUndefined();
  expect(await windowOf(world.storage, group)).toMatchObject({ first: COUNT - 49 });
});

test('offline, a message that is not on the device is not there, and is once the server is back', async () => {
  const { world, opened } = await longConversation();
  world.network.up = false;
  world.network.cut();
  await world.clock.advance(10);
  expect(await opened.message(COUNT - 900)).toBeUndefined();
  expect(await opened.message(COUNT - 10)).toMatchObject({ content: { text: `${COUNT - 10}` } });

  world.network.up = true;
  await world.clock.advance(10_000);
  expect(await opened.message(COUNT - 900)).toMatchObject({ content: { text: `${COUNT - 900}` } });
  expect(world.errors).toEqual([]);
});
