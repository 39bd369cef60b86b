import { expect, test } from 'vitest';
import { FakeWorld } from './fake-world.ts';

test('a conversation of which the server lost entries says so, and the others go on', async () => {
  const world = new FakeWorld();
  const [lost, well] = [1, 2].map(() => world.server.group([world.alice, world.me]));
  if (lost === undefined || well === undefined) throw new Error('two groups were made');
  const first = await world.start();
  world.server.say(lost, world.alice, 'before');
  await world.clock.advance(100);
  await first.close();

  world.server.damaged.add(lost);
  world.server.say(lost, world.alice, 'into the hole');
  world.server.say(well, world.alice, 'elsewhere');
  const client = await world.start();
  expect([...client.damaged.get()]).toEqual([lost]);
  const rows = () => new Map(client.conversations.get()?.map((row) => [row.id, row.last?.content?.text]));
  expect(rows()).toEqual(
    new Map([
      [well, 'elsewhere'],
      [lost, 'before'],
    ]),
  );
  // The heads that are asked for next tell nothing of it: nothing changed.
  await world.clock.advance(15_000);
  await client.close();

  // Told again to each start, although nothing changed since.
  const next = await world.start();
  expect([...next.damaged.get()]).toEqual([lost]);

  world.server.damaged.delete(lost);
  world.server.say(lost, world.alice, 'restored');
  await world.clock.advance(15_000);
  expect([...next.damaged.get()]).toEqual([]);
});
