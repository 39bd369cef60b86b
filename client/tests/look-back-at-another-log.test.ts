import type { Entry } from '@parley/protocol';
import { describe, expect, test } from 'vitest';
import { FakeWorld } from './fake-world.ts';
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
});
