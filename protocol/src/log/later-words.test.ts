import { expect, test } from 'vitest';
import { asItCame } from '../as-it-came.ts';
import { ChangeRole, CreateGroup } from '../routes/group-routes.ts';
import { Body, ConversationType, History, Protection, Role, Visibility } from './body.ts';
import { CHAIN_START } from './chain-start.ts';
import { ConversationState } from './conversation.ts';
import { Entry } from './entry.ts';
import { fold } from './fold.ts';
import { isKnownWord, isLaterWord } from './known-words.ts';
import { hasUnknown, isKnownBody, isOutgrown, isPartial, needsNewerVersion } from './later-kinds.ts';
import { knownType, outranks, readableRanges, roleOf } from './membership.ts';

const [anna, ben] = ['a', 'b'].map((letter) => `${letter.repeat(8)}-0000-4000-8000-000000000000`) as [
  string,
  string,
];

const CREATED = {
  kind: 'created',
  type: 'group',
  visibility: 'private',
  protection: 'open',
  members: [
    { uid: anna, role: 'owner' },
    { uid: ben, role: 'member' },
  ],
  history: 'fromJoin',
};
const GUEST = { kind: 'roleChanged', member: ben, role: 'guest' };

/** An entry as it comes from a server, of whatever version. */
function entry(seq: number, body: object): Entry {
  const place = { conversation: anna, seq, id: anna, sender: anna, time: 0, count: 0, chain: CHAIN_START };
  return Entry.parse({ ...place, body });
}

function after(created: object, ...bodies: readonly object[]): ConversationState {
  return bodies.reduce<ConversationState>(
    (state, body, index) => fold(state, entry(index + 2, body)),
    fold(undefined, entry(1, created)),
  );
}

test('every word with a schema is known', () => {
  const fields = {
    type: ConversationType,
    visibility: Visibility,
    protection: Protection,
    history: History,
    role: Role,
  };
  const names = Object.entries(fields).flatMap(([field, { options }]) =>
    options.map((word) => `${field}: ${word}`),
  );
  expect(names.filter((name) => !isKnownWord(name))).toEqual([]);
  for (const name of ['role: guest', 'type: owner', 'toString', 'role: ']) {
    expect(isKnownWord(name)).toBe(false);
    expect(isLaterWord(name)).toBe(true);
  }
});

const named = (kind: string, folded = false) => ({ kind, keepsRights: false, folded });

const LATER: readonly (readonly [string, object])[] = [
  ['type: room', { type: 'room' }],
  ['visibility: listed', { visibility: 'listed' }],
  ['protection: watermarked', { protection: 'watermarked' }],
  ['history: lastWeek', { history: 'lastWeek' }],
  ['role: guest', { members: [{ uid: anna, role: 'guest' }] }],
];

test.each(LATER)('%s is taken as it came, named by the state, and stops sending', (name, change) => {
  const body = { ...CREATED, ...change };
  expect(entry(1, body).body).toEqual(body);
  const state = after(body);
  expect(state.laterKinds).toEqual([named(name)]);
  expect(asItCame(ConversationState, state)).toEqual({ success: true, data: state });
  expect([hasUnknown(state), needsNewerVersion(state), isPartial(state)]).toEqual([true, true, true]);
  expect(isKnownBody(entry(1, body).body)).toBe(false);
});

test.each(LATER)('%s does not come from a client, and is no excuse for anything but a word', (_, change) => {
  expect(Body.safeParse({ ...CREATED, ...change }).success).toBe(false);
  for (const wrong of ['', 5, null, {}, 'x'.repeat(61)]) {
    const [field = ''] = Object.keys(change);
    const body = { ...CREATED, [field]: field === 'members' ? [{ uid: anna, role: wrong }] : wrong };
    expect(() => entry(1, body)).toThrow();
  }
});

test('what a client asks for is in known words', () => {
  const group = { conversation: anna, id: anna, name: 'Rowers', members: [], history: 'all' };
  expect(CreateGroup.safeParse(group).success).toBe(true);
  expect(CreateGroup.safeParse({ ...group, history: 'lastWeek' }).success).toBe(false);
  const change = { id: anna, member: ben, role: 'admin' };
  expect(ChangeRole.safeParse(change).success).toBe(true);
  expect(ChangeRole.safeParse({ ...change, role: 'guest' }).success).toBe(false);
});

test('words of the first version are not named', () => {
  const state = after(CREATED, { ...GUEST, role: 'admin' });
  expect(state.laterKinds).toBeUndefined();
  expect([hasUnknown(state), needsNewerVersion(state)]).toEqual([false, false]);
  expect(isKnownBody(entry(1, CREATED).body)).toBe(true);
});

test('each word is named once, whichever entries say it', () => {
  const guests = { ...CREATED, members: [anna, ben].map((uid) => ({ uid, role: 'guest' })) };
  const state = after(guests, GUEST, { ...GUEST, role: 'bot' }, GUEST);
  expect(state.laterKinds).toEqual([named('role: guest'), named('role: bot')]);
});

test('an unknown word gives the least: a role that manages nothing, only the own part of the log, a group', () => {
  const guest = after(CREATED, { ...GUEST, role: 'admin' }, GUEST);
  expect(guest.members[ben]?.role).toBe('guest');
  expect(roleOf(guest, ben)).toBe('member');
  expect(outranks(roleOf(guest, ben), 'member')).toBe(false);
  const room = after({ ...CREATED, type: 'room', history: 'lastWeek' }, { kind: 'left' });
  expect(readableRanges(room, anna)).toEqual([{ from: 1, to: 2 }]);
  expect(
    readableRanges(after({ ...CREATED, history: 'lastWeek' }, { kind: 'added', members: [ben] }), ben),
  ).toEqual([{ from: 1 }, { from: 2 }]);
  expect(readableRanges(room, 'a stranger')).toEqual([]);
  expect(knownType(room.type)).toBe('group');
});

test('a head is judged by its own words, too: a role may not stand in the log', () => {
  expect(needsNewerVersion({ role: 'guest' })).toBe(true);
  expect(needsNewerVersion({ type: 'room', role: 'member' })).toBe(true);
  expect(needsNewerVersion({ type: 'group', visibility: 'public', protection: 'sealed', role: null })).toBe(
    false,
  );
});

test('a state that an older version made is folded anew, once its words are known', () => {
  const state = after(CREATED, GUEST);
  expect(isOutgrown(state)).toBe(false);
  // Stands for a word that this version learned after the state was stored.
  expect(isOutgrown({ laterKinds: [named('role: admin')] })).toBe(true);
  expect(isOutgrown({ laterKinds: [named('role: admin', true)] })).toBe(false);
  expect(needsNewerVersion({ laterKinds: [named('role: admin')] })).toBe(false);
});
