import { hash } from 'node:crypto';
import { uint8ArrayToBase64 } from 'uint8array-extras';
import { describe, expect, test } from 'vitest';
import { isInRosterList, ROSTER_START, rosterHashAfter, type RosterLink } from './roster-hash.ts';

const sha256 = (bytes: Uint8Array) => hash('sha256', bytes, 'buffer');
const uuid = (digit: number) => `${digit}0000000-0000-4000-8000-000000000000`;
const removal: RosterLink = {
  ...{ seq: 7, id: uuid(1), sender: uuid(2) },
  body: { kind: 'removed', member: uuid(3) },
};
const hashOf = (link: RosterLink, before = ROSTER_START) =>
  uint8ArrayToBase64(rosterHashAfter(sha256, before, link));

describe('the roster hash', () => {
  test('is frozen: with another one, nobody would believe what was signed before', () => {
    expect(hashOf(removal)).toMatchInlineSnapshot(`"kDGcIjFEYxiuB0Myasj3wNqYf8UV9a5thOO8no+nR3c="`);
  });

  test.each<[string, Partial<RosterLink>]>([
    ['place', { seq: 8 }],
    ['id', { id: uuid(4) }],
    ['sender', { sender: uuid(4) }],
    ['body', { body: { kind: 'removed', member: uuid(4) } }],
  ])('is another one with another %s', (_, change) => {
    expect(hashOf({ ...removal, ...change })).not.toBe(hashOf(removal));
  });

  test('is over all entries of the list before', () => {
    expect(hashOf(removal, rosterHashAfter(sha256, ROSTER_START, removal))).not.toBe(hashOf(removal));
  });
});

test('the roster list holds the first keys beside what changes members, rights and keys', () => {
  const keys = { kind: 'keys', commitment: '', roster: 1, parts: 2 } as const;
  const listed = (body: RosterLink['body']) => isInRosterList({ body });
  expect(listed(removal.body)).toBe(true);
  expect(listed({ kind: 'renamed', name: 'Club' })).toBe(true);
  expect(listed({ ...keys, epoch: 1, part: 1 })).toBe(true);
  expect(listed({ ...keys, epoch: 1, part: 2 })).toBe(false);
  expect(listed({ ...keys, epoch: 2, part: 1 })).toBe(false);
  expect(listed({ kind: 'message' })).toBe(false);
});
