import { expect, test, vi } from 'vitest';
import { FakeNetwork } from './fake-network.ts';
import { FakeWorld, texts } from './fake-world.ts';

/** Two tabs of a browser that show the same conversation, each with its own connection. */
async function twoTabs() {
  const world = new FakeWorld();
  const group = world.server.group([world.alice, world.me]);
  for (let n = 1; n <= 5; n++) world.server.say(group, world.alice, `${n}`);
  const networks = [world.network, new FakeNetwork(world.server, world.me.uid)];
  const tabs = [];
  for (const { transport, http } of networks) tabs.push(await world.start({ transport, http }));
  const opened = tabs.map((tab) => tab.open(group));
  await world.clock.advance(3_000);
  return { world, group, networks, opened };
}

test('what no tab heard is shown in each of them, whichever fetches it', async () => {
  const { world, group, networks, opened } = await twoTabs();
  for (const network of networks) network.lostEvents = 1;
  world.server.say(group, world.alice, 'last');
  await world.clock.advance(30_000);
  expect(opened.map(({ items }) => texts(items.get()).at(-1))).toEqual(['last', 'last']);
});

test('what a tab heard itself is shown without being read from the copy', async () => {
  const { world, group, opened } = await twoTabs();
  const read = vi.spyOn(world.storage, 'readEntries');
  world.server.say(group, world.alice, 'heard');
  await world.clock.advance(1);
  expect(texts(opened[0]?.items.get() ?? []).at(-1)).toBe('heard');
  expect(read.mock.calls.filter(([, from]) => from === 7)).toEqual([]);
});
