import { expect, test } from 'vitest';
import { FakeWorld } from './fake-world.ts';

test('who left while this client was away is not shown as online when it is back', async () => {
  const world = new FakeWorld();
  const client = await world.start();
  const online = () =>
    [...client.people.presence.get().values()].filter((one) => one.online).map(({ uid }) => uid);
  const tell = (...people: readonly { uid: string }[]) =>
    world.network.event('onlineStatus', { users: people.map(({ uid }) => ({ uid, online: true })) });
  tell(world.alice, world.bob);
  expect(online()).toEqual([world.alice.uid, world.bob.uid]);

  world.network.cut();
  expect(online()).toEqual([]);
  await world.clock.advance(2_000);
  tell(world.bob);
  expect(online()).toEqual([world.bob.uid]);
});
