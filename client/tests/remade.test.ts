import { encodeContent, ParleyError } from '@parley/protocol';
import { expect, test } from 'vitest';
import { NoAnswerError } from '../src/ports/no-answer-error.ts';
import type { Sealer } from '../src/ports/sealer.ts';
import { withoutRefused } from '../src/sealing/writing/without-refused.ts';
import { FakeWorld, texts } from './fake-world.ts';

/** A client whose sealer names the epoch of the day, and remakes as often as it is told. */
async function inGroup(remakes: number) {
  const world = new FakeWorld();
  const group = world.server.group([world.alice, world.me]);
  const day = { epoch: 1, problem: undefined as Error | undefined, sealed: [] as string[] };
  let left = remakes;
  const sealer: Sealer = {
    seal: async ({ id, body, content }) => {
      if (day.problem !== undefined) throw day.problem;
      day.sealed.push(id);
      const named = body.kind === 'message' ? { ...body, epoch: day.epoch } : body;
      return { body: named, payload: content && encodeContent(content) };
    },
    remake: async (item, { code }) => {
      day.epoch++;
      return code === 'E_KEY_EPOCH' && left-- > 0 ? (now) => withoutRefused(now, item) : undefined;
    },
  };
  const client = await world.start({ sealer });
  const opened = client.open(group);
  await world.clock.advance(500);
  const shown = () => texts(opened.items.get());
  const stored = () => world.server.logs.get(group)?.slice(1);
  return { world, group, client, day, shown, stored };
}

test('what another epoch was started before is made anew under its id, and nothing overtakes it', async () => {
  const { world, group, client, day, shown, stored } = await inGroup(1);
  world.server.refusals.push('E_KEY_EPOCH');
  const first = await client.send(group, { text: 'one' });
  const second = await client.send(group, { text: 'two' });
  await world.clock.advance(1_000);
  expect(day.sealed).toEqual([first, first, second]);
  expect(shown()).toEqual(['one', 'two']);
  expect(stored()).toMatchObject([
    { id: first, body: { kind: 'message', epoch: 2 } },
    { id: second, body: { kind: 'message', epoch: 2 } },
  ]);
  expect(await world.storage.outbox()).toEqual([]);
});

test('what is not made anew steps aside, and says why', async () => {
  const { world, group, client, shown } = await inGroup(0);
  world.server.refusals.push('E_KEY_EPOCH');
  await client.send(group, { text: 'one' });
  await client.send(group, { text: 'two' });
  await world.clock.advance(1_000);
  expect(shown()).toEqual(['two', '~one']);
  expect((await world.storage.outbox()).map(({ state }) => state)).toMatchObject([
    { kind: 'refused', error: { code: 'E_KEY_EPOCH' } },
  ]);
});

test('what cannot be sealed yet waits, and was never sent', async () => {
  const { world, group, client, day, shown } = await inGroup(0);
  day.problem = new ParleyError('E_NO_KEYS', { retryable: true });
  await client.send(group, { text: 'one' });
  await world.clock.advance(5_000);
  expect(shown()).toEqual(['~one']);
  expect(await world.storage.outbox()).toMatchObject([{ emitted: false, state: { kind: 'waiting' } }]);
  day.problem = undefined;
  await world.clock.advance(10_000);
  expect(shown()).toEqual(['one']);
  expect(world.errors).toEqual([]);
});

test('what could not be sealed for a reason that nobody expected is reported, and tried again on the same connection', async () => {
  const { world, group, client, day, shown } = await inGroup(0);
  const problem = new Error('no memory');
  day.problem = problem;
  await client.send(group, { text: 'one' });
  await world.clock.advance(10);
  expect(world.errors).toEqual([problem]);
  day.problem = undefined;
  await world.clock.advance(1_000);
  expect(shown()).toEqual(['one']);
  expect(world.errors).toEqual([problem]);
});

test('so it is behind what was to be tried again anyway, once however often it fails', async () => {
  const { world, group, client, day } = await inGroup(0);
  const problem = new Error('no memory');
  day.problem = new ParleyError('E_NO_KEYS', { retryable: true });
  await client.send(group, { text: 'one' });
  await world.clock.advance(10);
  day.problem = problem;
  await world.clock.advance(60_000);
  expect(world.errors).toEqual([problem]);
});

test('what sealing gets no answer to is no close of the connection, however often that is', async () => {
  const { world, group, client, day, shown } = await inGroup(0);
  day.problem = new NoAnswerError();
  await client.send(group, { text: 'one' });
  await world.clock.advance(200_000);
  expect(await world.storage.outbox()).toMatchObject([{ closes: 0, state: { kind: 'waiting' } }]);
  day.problem = undefined;
  await world.clock.advance(10_000);
  expect(shown()).toEqual(['one']);
});

test('what can never be sealed steps aside', async () => {
  const { world, group, client, day, shown } = await inGroup(0);
  day.problem = new ParleyError('E_TOO_LARGE');
  await client.send(group, { text: 'one' });
  await world.clock.advance(1_000);
  day.problem = undefined;
  await client.send(group, { text: 'two' });
  await world.clock.advance(1_000);
  expect(shown()).toEqual(['two', '~one']);
  expect(world.errors).toEqual([]);
});
