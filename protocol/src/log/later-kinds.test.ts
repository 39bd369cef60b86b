import { hash } from 'node:crypto';
import { expect, test } from 'vitest';
import { asItCame } from '../as-it-came.ts';
import { Body } from './body.ts';
import { CHAIN_START } from './chain-start.ts';
import { chainAfter } from './chain.ts';
import type { ConversationState, LaterKind } from './conversation.ts';
import { Entry } from './entry.ts';
import { fold } from './fold.ts';
import { isKnownKind } from './known-kinds.ts';
import { isOutgrown, isPartial, needsNewerVersion } from './later-kinds.ts';

const sha256 = (bytes: Uint8Array) => hash('sha256', bytes, 'buffer');
const anna = 'aaaaaaaa-0000-4000-8000-000000000000';

const first = entry(1, {
  kind: 'created',
  type: 'group',
  visibility: 'private',
  protection: 'open',
  members: [{ uid: anna, role: 'owner' }],
  history: 'fromJoin',
});

/** An entry as it comes from a server, of whatever version. */
function entry(seq: number, body: object): Entry {
  const came = {
    conversation: anna,
    seq,
    id: anna,
    sender: anna,
    time: 0,
    count: 0,
    chain: CHAIN_START,
    body,
  };
  return Entry.parse(came);
}

/** The state after the first entry and these bodies. */
function after(...bodies: readonly object[]): ConversationState {
  return bodies.reduce<ConversationState>(
    (state, body, index) => fold(state, entry(index + 2, body)),
    fold(undefined, first),
  );
}

const later = (kind: string, rest: Partial<LaterKind> = {}) => ({
  laterKinds: [{ kind, keepsRights: false, folded: false, ...rest }],
});

test('every kind with a schema is known', () => {
  for (const { shape } of Body.def.options)
    for (const kind of shape.kind.def.values) expect(isKnownKind(kind)).toBe(true);
  for (const kind of ['quarantined', 'toString', '__proto__']) expect(isKnownKind(kind)).toBe(false);
});

test('an entry of an unknown kind, or with unknown fields, is taken as it came and hashed as it came', () => {
  for (const body of [
    { kind: 'quarantined', member: anna, until: { days: 3 } },
    { kind: 'renamed', name: 'Rowing', colour: 4 },
    { kind: 'message', expires: 5 },
  ]) {
    const came = { ...first, body, reach: 'wide' };
    const taken = asItCame(Entry, JSON.parse(JSON.stringify(came)));
    expect(taken).toEqual({ success: true, data: came });
    const link = taken.success ? taken.data : first;
    expect(chainAfter(sha256, CHAIN_START, link)).toBe(chainAfter(sha256, CHAIN_START, came as Entry));
    expect(chainAfter(sha256, CHAIN_START, link)).not.toBe(
      chainAfter(sha256, CHAIN_START, { ...link, body: { kind: body.kind } as Entry['body'] }),
    );
  }
});

test('what is known must be right: a known kind without its fields is no unknown kind', () => {
  for (const body of [
    { kind: 'removed' },
    { kind: 'edit', target: 'x' },
    { kind: '' },
    { kind: 5 },
    {},
    null,
  ])
    expect(Entry.safeParse({ ...first, body }).success).toBe(false);
});

test('an unknown kind moves the head and changes nothing else', () => {
  const before = after();
  const { laterKinds, ...state } = after({ kind: 'quarantined', member: anna });
  expect(state).toEqual({ ...before, head: 2 });
  expect(state.members).toBeDefined();
  expect(laterKinds).toEqual([{ kind: 'quarantined', keepsRights: false, folded: false }]);
});

test('a state names each later kind once', () => {
  const state = after({ kind: 'quarantined' }, { kind: 'poll', keepsRights: true }, { kind: 'quarantined' });
  expect(state.laterKinds?.map(({ kind, keepsRights }) => [kind, keepsRights])).toEqual([
    ['quarantined', false],
    ['poll', true],
  ]);
  expect(after().laterKinds).toBeUndefined();
});

test('nobody sends after an unknown kind, unless it says that it keeps members and rights', () => {
  expect(needsNewerVersion(after())).toBe(false);
  expect(needsNewerVersion(after({ kind: 'poll', keepsRights: true }))).toBe(false);
  expect(needsNewerVersion(after({ kind: 'quarantined' }))).toBe(true);
  expect(needsNewerVersion(after({ kind: 'quarantined', keepsRights: 'yes' }))).toBe(true);
  expect(needsNewerVersion(after({ kind: 'poll', keepsRights: true }, { kind: 'quarantined' }))).toBe(true);
});

test('a state of a newer version says what this one lacks, although it was folded there', () => {
  expect(needsNewerVersion(later('quarantined', { folded: true }))).toBe(true);
  expect(isPartial(later('quarantined', { folded: true }))).toBe(false);
  expect(isPartial(later('quarantined'))).toBe(true);
});

test('a state that an older version made is folded anew, once its kinds are known', () => {
  expect(isOutgrown(later('quarantined'))).toBe(false);
  // Stands for a kind that this version learned after the state was stored.
  expect(isOutgrown(later('renamed'))).toBe(true);
  expect(isOutgrown(later('renamed', { folded: true }))).toBe(false);
  expect(needsNewerVersion(later('renamed'))).toBe(false);
});
