import { encodeContent, payloadHash, type Entry, type Uuid } from '@parley/protocol';
import type { WritableAtom } from 'nanostores';
import { describe, expect, test } from 'vitest';
import { sha256 } from '../src/crypto/sha256.ts';
import type { SealedConversation } from '../src/model/sealing/sealed-conversation.ts';
import { FakeNetwork } from './fake-network.ts';
import { type FakeWorld, windowOf, texts } from './fake-world.ts';
import { COUNT, FAR, longConversation, longLog, numbers, shown } from './long-conversation.ts';

function edit(world: FakeWorld, group: Uuid, target: number, text: string): Entry {
  return world.server.append({
    conversation: group,
    sender: world.alice.uid,
    id: world.server.newId(),
    body: { kind: 'edit', target },
    payload: encodeContent({ type: 'text', text }),
  });
}

/** As a deletion leaves it at the server. */
function erase(world: FakeWorld, group: Uuid, target: number): void {
  const log = world.server.logs.get(group) ?? [];
  const erased = (entry: Entry): Entry => {
    const { payload } = entry;
    if (entry.seq !== target || payload?.kind !== 'plain') return entry;
    return { ...entry, payload: { kind: 'erased', was: 'plain', hash: payloadHash(sha256, payload) } };
  };
  world.server.logs.set(group, log.map(erased));
}

describe('a place far below the window', () => {
  test('is shown after two pages, and the window stays what it is', async () => {
    const { world, group, opened, pages } = await longConversation();
    expect(await opened.reach(FAR)).toBe(true);
    expect(shown(opened)).toEqual(numbers(FAR - 50, FAR + 50));
    expect(opened.older.get()).toBe('some');
    expect(opened.newer.get()).toBe(true);
    expect(pages()).toBe(2);
    expect(await windowOf(world.storage, group)).toMatchObject({ first: COUNT - 49, last: COUNT });
    expect(await world.storage.readEntries(group, FAR - 200, FAR + 200)).toEqual([]);
  });

  test('is scrolled on from, down to the beginning and up into the window, without a jump', async () => {
    const { world, group, opened } = await longConversation();
    await opened.reach(FAR);
    while (opened.older.get() === 'some') await opened.loadOlder();
    expect(shown(opened)[0]).toBe('2');
    let last = Number(shown(opened).at(-1));
    while (opened.newer.get()) {
      await opened.loadNewer();
      const texts = shown(opened);
      expect(texts).toEqual(numbers(Number(texts[0]), Number(texts.at(-1))));
      expect(Number(texts.at(-1))).toBeGreaterThan(last);
      last = Number(texts.at(-1));
    }
    expect(last).toBe(COUNT);
    world.server.say(group, world.alice, `${COUNT + 1}`);
    await world.clock.advance(10);
    expect(shown(opened).at(-1)).toBe(`${COUNT + 1}`);
    expect(await windowOf(world.storage, group)).toMatchObject({ first: COUNT - 49, last: COUNT + 1 });
    expect(world.errors).toEqual([]);
  });

  test('is left for the newest messages, which came meanwhile and went into the window', async () => {
    const { world, group, client, opened } = await longConversation();
    await opened.reach(FAR);
    world.server.say(group, world.alice, 'meanwhile');
    await client.send(group, { text: 'mine' });
    await world.clock.advance(10);
    expect(shown(opened)).toEqual(numbers(FAR - 50, FAR + 50));
    await opened.showNewest();
    expect(shown(opened).slice(-2)).toEqual(['meanwhile', 'mine']);
    expect(opened.newer.get()).toBe(false);
    expect(await windowOf(world.storage, group)).toMatchObject({ first: COUNT - 49, last: COUNT + 2 });
  });

  test('is shown as it was edited, long after and while one looks at it', async () => {
    const { world, group, client, opened } = await longConversation();
    opened.close();
    world.network.up = false;
    world.network.cut();
    edit(world, group, FAR, 'edited');
    for (let n = 0; n < 2_100; n++) world.server.say(group, world.alice, 'more');
    world.network.up = true;
    await world.clock.advance(30_000);
    const again = client.open(group);
    await world.clock.advance(10);
    const { first = 0 } = (await windowOf(world.storage, group)) ?? {};
    expect(first).toBeGreaterThan(COUNT + 1);
    expect(await again.reach(FAR)).toBe(true);
    expect(shown(again)).toContain('edited');
    expect(await again.message(FAR)).toMatchObject({ content: { text: 'edited' } });

    edit(world, group, FAR, 'edited again');
    await world.clock.advance(10);
    expect(shown(again)).toContain('edited again');
  });

  test('has its deleted messages deleted and its hidden ones hidden', async () => {
    const { world, group, opened } = await longConversation();
    erase(world, group, FAR - 1);
    world.server.hidden.set(group, { from: FAR + 5, to: FAR + 20 });
    expect(await opened.reach(FAR)).toBe(true);
    const items = opened.items.get();
    expect(items.find((item) => 'seq' in item && item.seq === FAR - 1)).toMatchObject({ deleted: true });
    expect(items.filter(({ kind }) => kind === 'hidden')).toMatchObject([{ from: FAR + 5, to: FAR + 20 }]);
    expect(await opened.reach(FAR + 10)).toBe(false);
    expect(opened.items.get()).toEqual(items);
    expect(await opened.message(FAR + 10)).toMatchObject({ kind: 'hidden' });
  });

  test('is pinned if the details say so', async () => {
    const { world, group, opened } = await longConversation();
    world.server.append({
      ...{ conversation: group, sender: world.alice.uid, id: world.server.newId() },
      body: { kind: 'pinned', target: FAR },
    });
    await world.clock.advance(10);
    await opened.reach(FAR);
    const pinned = opened.items.get().filter((item) => item.kind === 'message' && item.pinned);
    expect(texts(pinned)).toEqual([String(FAR)]);
  });

  test('can be edited, answered and reacted to like any other', async () => {
    const { world, group, client, opened } = await longConversation((world, group, n) => {
      if (n === FAR) world.server.say(group, world.me, 'mine');
      return n === FAR;
    });
    await opened.reach(FAR);
    await client.edit(group, FAR, { text: 'mine, edited' });
    await client.react(group, FAR, '+1', true);
    await world.clock.advance(10);
    const item = opened.items.get().find((shown) => 'seq' in shown && shown.seq === FAR);
    expect(item).toMatchObject({ content: { text: 'mine, edited' }, reactions: [{ emoji: '+1' }] });
  });

  test('is not there if no message is, and what was shown stays', async () => {
    const { opened } = await longConversation();
    const before = opened.items.get();
    for (const seq of [1, COUNT + 1]) {
      expect(await opened.reach(seq)).toBe(false);
      expect(await opened.message(seq)).toBeUndefined();
    }
    expect(opened.items.get()).toEqual(before);
  });
});

test('news are loaded one page at a time, however often one asks', async () => {
  const { opened, pages } = await longConversation();
  await opened.reach(FAR);
  await Promise.all(Array.from({ length: 8 }, () => opened.loadNewer()));
  expect(pages()).toBe(3);
  expect(shown(opened)).toEqual(numbers(FAR - 50, FAR + 150));
});

test('of two places that are asked for at once, the later one is shown', async () => {
  const { opened, pages } = await longConversation();
  await Promise.all([opened.reach(FAR), opened.reach(FAR + 1_000)]);
  expect(shown(opened)).toEqual(numbers(FAR + 950, FAR + 1_050));
  expect(pages()).toBe(4);
});

test('a place just below the window moves its beginning, with one page', async () => {
  const { world, group, opened, pages } = await longConversation();
  expect(await opened.reach(COUNT - 60)).toBe(true);
  expect(pages()).toBe(1);
  expect(await windowOf(world.storage, group)).toMatchObject({ first: COUNT - 249 });
});

test('from a look-back one comes to a place in the window', async () => {
  const { opened } = await longConversation();
  await opened.reach(FAR);
  expect(await opened.reach(COUNT - 20)).toBe(true);
  expect(shown(opened)).toContain(String(COUNT));
  await opened.loadOlder();
  expect(shown(opened)).toContain(String(COUNT - 60));
});

test('offline, one comes to what is here and to nothing else', async () => {
  const { world, opened } = await longConversation();
  world.network.up = false;
  world.network.cut();
  await world.clock.advance(10);
  const before = opened.items.get();
  const reached = opened.reach(FAR);
  await world.clock.advance(20_000);
  expect(await reached).toBeUndefined();
  expect(opened.items.get()).toEqual(before);

  world.network.up = true;
  await world.clock.advance(10_000);
  expect(await opened.reach(FAR)).toBe(true);
});

test('as long as the server does not know of all edits, the window is moved there', async () => {
  const { world, group, opened } = await longConversation();
  world.server.indexed = 1_000;
  expect(await opened.reach(COUNT - 1_000)).toBe(true);
  expect(shown(opened)).toContain(String(COUNT - 1_000));
  const { first = 0 } = (await windowOf(world.storage, group)) ?? {};
  expect(first).toBeLessThanOrEqual(COUNT - 1_000);
});

test('what is sealed is not looked back at, whatever the server says: the window is moved there', async () => {
  const { world, group, opened } = await longConversation((world, group, n) => {
    const sealed = { body: { kind: 'message' }, payload: { kind: 'sealed', bytes: 'AAAA' } } as const;
    if (n !== FAR + 10) return false;
    world.server.append({
      conversation: group,
      sender: world.alice.uid,
      id: world.server.newId(),
      ...sealed,
    });
    return true;
  });
  expect(await opened.reach(FAR)).toBe(true);
  expect((await windowOf(world.storage, group))?.first).toBeLessThanOrEqual(FAR);
});

test('nor what this device knows to be sealed, where the server calls it open', async () => {
  const { world, group, client, opened } = await longConversation();
  const sealed = client.sealed as WritableAtom<ReadonlyMap<Uuid, SealedConversation>>;
  const view = { protection: 'sealed', leftOut: [], notOpened: new Map(), alarms: [] } as const;
  sealed.set(new Map([[group, view]]));
  expect(await opened.reach(FAR)).toBe(true);
  expect((await windowOf(world.storage, group))?.first).toBeLessThanOrEqual(FAR);
});

test('a window that grows into a look-back is shown with it, without a gap', async () => {
  const { world, group, opened } = await longConversation();
  await opened.reach(COUNT - 950);
  expect(await opened.message(COUNT - 990)).toMatchObject({ content: { text: `${COUNT - 990}` } });
  expect((await windowOf(world.storage, group))?.first).toBe(COUNT - 49);
  expect(await opened.message(COUNT - 800)).toMatchObject({ content: { text: `${COUNT - 800}` } });
  expect((await windowOf(world.storage, group))?.first).toBeLessThanOrEqual(COUNT - 800);
  while (opened.newer.get()) await opened.loadNewer();
  expect(shown(opened)).toEqual(numbers(COUNT - 999, COUNT));
});

test('another tab moves the window while one looks back', async () => {
  const { world, group, opened } = await longConversation();
  const { transport, http } = new FakeNetwork(world.server, world.me.uid);
  const other = (await world.start({ transport, http })).open(group);
  await world.clock.advance(10);
  await opened.reach(FAR + 1_000);
  for (let page = 0; page < 8; page++) await other.loadOlder();
  expect((await windowOf(world.storage, group))?.first).toBeLessThan(COUNT - 700);
  while (opened.newer.get()) await opened.loadNewer();
  expect(shown(opened)).toEqual(numbers(Number(shown(opened)[0]), COUNT));
  expect(world.errors).toEqual([]);
});

test('a conversation that was not opened before is looked back at, too', async () => {
  const { world, group } = longLog();
  const opened = (await world.start()).open(group);
  const reached = opened.reach(FAR);
  await world.clock.advance(1_000);
  expect(await reached).toBe(true);
  expect(shown(opened)).toEqual(numbers(FAR - 50, FAR + 50));
  expect(await windowOf(world.storage, group)).toMatchObject({ first: COUNT - 49, last: COUNT });
});
