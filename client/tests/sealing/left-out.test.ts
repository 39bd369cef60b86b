import { expect, test, vi } from 'vitest';
import { NoAnswerError } from '../../src/ports/no-answer-error.ts';
import { cutBefore, groupOf } from './sealed-group.ts';
import { GROUP } from './sealed-world.ts';

test('who cannot be sealed to is left out and named, and the group goes on', async () => {
  const { world, alice, bob, others } = await groupOf(3);
  const carol = others[0];
  if (carol === undefined) throw new Error('nobody to leave out');
  world.directory.delete(carol.uid);
  await alice.say(GROUP, 'hello');
  expect(await bob.read(GROUP)).toEqual(['hello']);
  expect(alice.alarms).toEqual([
    { kind: 'leftOut', conversation: GROUP, epoch: 1, members: [{ user: carol.uid, why: 'noKeys' }] },
  ]);
});

test('who is left out no more gets the keys of what is said next, also where the first try had no answer', async () => {
  const { world, alice, others } = await groupOf(3);
  const carol = others[0];
  const keys = carol && world.directory.get(carol.uid);
  if (carol === undefined || keys === undefined) throw new Error('nobody to leave out');
  world.directory.delete(carol.uid);
  await alice.say(GROUP, 'without carol');
  world.directory.set(carol.uid, keys);
  cutBefore(world, 1);
  await expect(alice.say(GROUP, 'lost')).rejects.toThrow(NoAnswerError);
  await alice.say(GROUP, 'for carol');
  expect(await carol.read(GROUP)).toEqual(['noKey', 'for carol']);
});

test('whose key is none that can be sealed to is left out as well', async () => {
  const { alice, bob, others } = await groupOf(3);
  const carol = others[0]?.uid ?? '';
  vi.spyOn(alice.crypto, 'unsealable').mockResolvedValueOnce([carol]);
  await alice.say(GROUP, 'hello');
  expect(await bob.read(GROUP)).toEqual(['hello']);
  expect(await others[0]?.read(GROUP)).toEqual(['noKey']);
  expect(alice.alarms).toMatchObject([{ members: [{ user: carol, why: 'badKey' }] }]);
});
