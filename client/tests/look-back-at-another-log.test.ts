import { encodeContent, type Entry, type Payload } from '@parley/protocol';
import { describe, expect, test } from 'vitest';
import { FakeWorld, windowOf } from './fake-world.ts';
import { COUNT, FAR, longConversation, shown } from './long-conversation.ts';

describe('a server that says another log', () => {
  const changed = (log: readonly Entry[], seq: number) =>
    log.map((entry) => (entry.seq === seq ? { ...entry, time: entry.time + 1 } : entry));

  test('is told of, and nothing of it is shown', async () => {
    const { world, group, client, opened } = await longConversation();
    const before = opened.items.get();
    world.server.logs.set(group, changed(world.server.logs.get(group) ?? [], FAR - 3));
    expect(await opened.reach(FAR)).toBeUndefined();
    expect(opened.items.get()).toEqual(before);
    expect(client.broken.get()).toEqual(new Set([group]));
  });

  test('at the place where a look-back meets the window is told of, too', async () => {
    const { world, group, client, opened } = await longConversation();
    const other = new FakeWorld();
    const another = other.server.group([other.alice, other.me]);
    for (let n = 2; n <= COUNT; n++) other.server.say(another, other.alice, `other ${n}`);
    const whole = (other.server.logs.get(another) ?? []).map((entry) => ({ ...entry, conversation: group }));
    world.server.logs.set(group, whole);
    await opened.reach(COUNT - 900);
    while (client.broken.get().size === 0) await opened.loadNewer();
    expect(client.broken.get()).toEqual(new Set([group]));
    expect(opened.newer.get()).toBe(true);
    expect(shown(opened)).not.toContain(String(COUNT));
  });

  test('restored from a backup, ends the look-back', async () => {
    const { world, group, opened } = await longConversation();
    await opened.reach(FAR);
    world.network.cut();
    world.server.restore(group, COUNT - 10);
    world.server.say(group, world.alice, 'other history');
    await world.clock.advance(5_000);
    expect(shown(opened).at(-1)).toBe('other history');
    expect(opened.newer.get()).toBe(false);
  });

  test('and leads searches for edits in circles, is not followed: the window is moved instead', async () => {
    const { world, group, opened } = await longConversation();
    let asked = 0;
    world.server.search = (_, { before = 0 }) => {
      if (++asked > 50) throw new Error('asked again and again');
      return { found: [], next: before, indexed: COUNT };
    };
    expect(await opened.reach(FAR)).toBe(true);
    expect(asked).toBe(1);
    expect((await windowOf(world.storage, group))?.first).toBeLessThanOrEqual(FAR);
  });

  test('by edits of messages that nobody asked for, or in secret, changes nothing', async () => {
    const { world, group, opened } = await longConversation();
    const edit = (target: number, payload: Payload): Entry => ({
      ...(world.server.logs.get(group)?.[COUNT - 1] ?? expect.unreachable()),
      ...{ seq: COUNT + 1, body: { kind: 'edit', target }, payload },
    });
    const entry = world.server.logs.get(group)?.[FAR - 1] ?? expect.unreachable();
    const text = encodeContent({ type: 'text', text: 'invented' });
    world.server.search = () => ({ found: [{ entry, edit: edit(FAR + 1, text) }], indexed: COUNT });
    expect(await opened.reach(FAR)).toBe(true);
    expect(shown(opened)).not.toContain('invented');
    expect((await windowOf(world.storage, group))?.first).toBe(COUNT - 49);

    const secret = { kind: 'sealed', bytes: 'AAAA' } as const;
    world.server.search = (_, { after = 0, before = 0 }) => {
      const [target] = (world.server.logs.get(group) ?? []).filter(({ seq }) => after < seq && seq < before);
      return {
        found: target === undefined ? [] : [{ entry: target, edit: edit(target.seq, secret) }],
        indexed: COUNT,
      };
    };
    expect(await opened.reach(FAR + 1_000)).toBe(true);
    expect((await windowOf(world.storage, group))?.first).toBeLessThanOrEqual(FAR + 1_000);
  });
});
