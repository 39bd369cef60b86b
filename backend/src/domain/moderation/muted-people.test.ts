import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { MutedPeople } from './muted-people.ts';
import type { Muted } from './report-store.ts';

const NOW = 1_000;
const uid = randomUUID();

test('somebody is muted until their time is over, and no message asks the store', async () => {
  let [now, asked] = [NOW, 0];
  const store = { muted: async () => (asked++, [{ uid, until: NOW + 10 }]) };
  const people = new MutedPeople(store, () => now);
  expect(people.until(uid)).toBeUndefined();
  await people.follow();
  expect([people.until(uid), people.until(randomUUID())]).toEqual([NOW + 10, undefined]);
  now = NOW + 10;
  expect(people.until(uid)).toBeUndefined();
  expect(asked).toBe(1);
});

test('an earlier answer that comes later changes nothing', async () => {
  const answers: ((muted: readonly Muted[]) => void)[] = [];
  const store = { muted: () => new Promise<readonly Muted[]>((resolve) => answers.push(resolve)) };
  const people = new MutedPeople(store, () => NOW);
  const looks = [people.follow(), people.follow()];
  answers[1]?.([{ uid, until: NOW + 10 }]);
  answers[0]?.([]);
  await Promise.all(looks);
  expect(people.until(uid)).toBe(NOW + 10);
});
