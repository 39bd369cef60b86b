import { expect, test } from 'vitest';
import { callsAll, CALLS, EVERYONE, isTold, mayCallAll, ONLINE } from './everyone.ts';
import { isReservedUsername } from '../accounts/reserved-usernames.ts';

const me = '11111111-0000-4000-8000-000000000000';
const text = (...mentions: string[]) => ({ type: 'text', text: 'hello', mentions }) as const;

test('a small group is called by anyone in it, a large one by its owners and admins', () => {
  expect(mayCallAll('member', 50)).toBe(true);
  expect(mayCallAll('member', 51)).toBe(false);
  for (const role of ['owner', 'admin'] as const) expect(mayCallAll(role, 10_000)).toBe(true);
  expect(mayCallAll(null, 2)).toBe(false);
});

test('everyone is told of what calls everyone, and of who was online only those who are named', () => {
  expect(isTold(text(EVERYONE), me)).toBe(true);
  expect(isTold(text(ONLINE), me)).toBe(false);
  expect(isTold(text(ONLINE, me), me)).toBe(true);
  expect(isTold({ type: 'reaction', emoji: '👍', on: true }, me)).toBe(false);
  expect(isTold(undefined, me)).toBe(false);
});

test('both are calls, and naming people is none', () => {
  expect([text(EVERYONE), text(me, ONLINE), text(me), undefined].map(callsAll)).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

test('nobody is called like a call', () => {
  for (const name of CALLS.values()) expect(isReservedUsername(name)).toBe(true);
});
