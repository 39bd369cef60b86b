import { expect, test } from 'vitest';
import { COUNTS, type Said } from '../src/model/said.ts';
import { FakeWorld } from './fake-world.ts';
import { LockedOpener } from './locked-opener.ts';

function isText(said: Said | undefined, text: string): boolean {
  return said !== undefined && said !== COUNTS && said.type === 'text' && said.text === text;
}

test('the newest rows of a long list do not wait for the rest to be opened', async () => {
  const world = new FakeWorld();
  const slow = Promise.withResolvers<undefined>();
  const locked = new LockedOpener('nothing');
  locked.hasKey = true;
  for (let n = 1; n <= 40; n++) {
    const group = world.server.group([world.alice, world.me]);
    // The time of an entry is its place in its log here.
    for (let said = 0; said < n; said++) world.server.say(group, world.alice, `${n}`);
  }
  const client = await world.start({
    opener: {
      open: async (entries) => {
        const said = await locked.open(entries);
        if (said.some((one) => isText(one, '1'))) await slow.promise;
        return said;
      },
      onMore: (listener) => locked.onMore(listener),
    },
  });
  await world.clock.advance(1_000);
  const shown = () => (client.conversations.get() ?? []).filter(({ last }) => last?.unopened === false);
  expect(shown().length).toBeGreaterThanOrEqual(20);
  slow.resolve(undefined);
  await world.clock.advance(1_000);
  expect(shown()).toHaveLength(40);
});
