import { expect, test } from 'vitest';
import { safetyCode, safetyNumber } from './safety-number.ts';

const alice = { uid: '10000000-0000-4000-8000-000000000000', key: new Uint8Array(32).fill(1) };
const bob = { uid: '20000000-0000-4000-8000-000000000000', key: new Uint8Array(32).fill(2) };

test('both sides read the same 60 digits and the same code', () => {
  expect(safetyNumber(alice, bob)).toEqual(safetyNumber(bob, alice));
  expect(safetyNumber(alice, bob).join(' ')).toMatch(/^(\d{5} ){11}\d{5}$/);
  expect(safetyCode(alice, bob)).toEqual(safetyCode(bob, alice));
  expect(safetyCode(alice, bob)).toHaveLength(64);
});

test('another identity of either makes another number', () => {
  const forged = { ...bob, key: new Uint8Array(32).fill(3) };
  expect(safetyNumber(alice, forged)).not.toEqual(safetyNumber(alice, bob));
});

test('the number is the same for ever', () => {
  expect(safetyNumber(alice, bob).join(' ')).toMatchInlineSnapshot(
    `"39009 52409 69858 72582 71962 85662 24732 01815 78014 74096 08059 78289"`,
  );
});
