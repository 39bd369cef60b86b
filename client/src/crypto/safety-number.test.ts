import { expect, test } from 'vitest';
import { safetyNumber } from './safety-number.ts';

const alice = { uid: '10000000-0000-4000-8000-000000000000', key: new Uint8Array(32).fill(1) };
const bob = { uid: '20000000-0000-4000-8000-000000000000', key: new Uint8Array(32).fill(2) };

test('both sides read the same 60 digits and the same code', async () => {
  const number = await safetyNumber(alice, bob);
  expect(await safetyNumber(bob, alice)).toEqual(number);
  expect(number.groups.join(' ')).toMatch(/^(\d{5} ){11}\d{5}$/);
  expect(number.code).toHaveLength(64);
});

test('another identity of either makes another number', async () => {
  const forged = { ...bob, key: new Uint8Array(32).fill(3) };
  const [right, other] = [await safetyNumber(alice, bob), await safetyNumber(alice, forged)];
  expect(other.groups).not.toEqual(right.groups);
  expect(other.code).not.toEqual(right.code);
});

test('the number is the same for ever', async () => {
  expect((await safetyNumber(alice, bob)).groups.join(' ')).toMatchInlineSnapshot(
    `"39009 52409 69858 72582 71962 85662 24732 01815 78014 74096 08059 78289"`,
  );
});
