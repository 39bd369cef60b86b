import { expect, test } from 'vitest';
import {
  fold,
  isOutgrown,
  LIMITS,
  memberCountOf,
  needsNewerVersion,
  RoomLook,
  type Body,
  type ConversationState,
  type Entry,
  type Uuid,
} from '../index.ts';

const uid = (letter: string): Uuid => `${letter.repeat(8)}-0000-4000-8000-000000000000`;
const [ada, ben, cleo] = [uid('a'), uid('b'), uid('c')];

const BEGINNING: Body & { kind: 'created' } = {
  kind: 'created',
  type: 'group',
  name: 'Harbour',
  visibility: 'public',
  protection: 'open',
  history: 'all',
  members: [{ uid: ada, role: 'owner' }],
};

function entry(state: ConversationState | undefined, sender: Uuid, body: Body): Entry {
  const chain = `${'A'.repeat(43)}=`;
  return {
    conversation: uid('e'),
    seq: (state?.head ?? 0) + 1,
    id: uid('f'),
    sender,
    time: 0,
    count: 0,
    chain,
    body,
  };
}

function folded(...bodies: readonly (readonly [Uuid, Body])[]): ConversationState {
  return bodies.reduce(
    (state, [sender, body]) => fold(state, entry(state, sender, body)),
    fold(undefined, entry(undefined, ada, BEGINNING)),
  );
}

test('a room counts who joins, leaves and is removed, and holds no members', () => {
  const three = folded([ben, { kind: 'joined' }], [cleo, { kind: 'joined' }]);
  expect([memberCountOf(three), Object.keys(three.members)]).toEqual([3, [ada]]);
  const one = folded(
    [ben, { kind: 'joined' }],
    [cleo, { kind: 'joined' }],
    [ben, { kind: 'left' }],
    [ada, { kind: 'removed', member: cleo }],
  );
  expect([memberCountOf(one), Object.keys(one.members)]).toEqual([1, [ada]]);
});

test('a room holds owners and admins, as long as they are', () => {
  const promoted = folded(
    [ben, { kind: 'joined' }],
    [cleo, { kind: 'joined' }],
    [ada, { kind: 'roleChanged', member: ben, role: 'admin' }],
    [ada, { kind: 'roleChanged', member: cleo, role: 'owner' }],
  );
  expect(Object.keys(promoted.members)).toEqual([ada, ben, cleo]);
  const after = [
    [ada, { kind: 'roleChanged', member: ben, role: 'member' }],
    [cleo, { kind: 'left' }],
  ] as const;
  const demoted = after.reduce((state, [sender, body]) => fold(state, entry(state, sender, body)), promoted);
  expect([memberCountOf(demoted), Object.keys(demoted.members)]).toEqual([2, [ada]]);
});

test('what leaves the members of a room alone keeps them as they are', () => {
  const before = folded();
  const after = fold(before, entry(before, ben, { kind: 'joined' }));
  expect(after.members).toBe(before.members);
});

test('a room looks as it was last described, and that changes no rights', () => {
  const look = { topic: 'Ships', description: 'Who comes in, and when', icon: '⚓', colour: 3 };
  const described = folded([ada, { kind: 'described', look, keepsRights: true }]);
  expect(described).toMatchObject({ look, laterKinds: [{ kind: 'described', keepsRights: true }] });
  const plain = { topic: 'Boats', description: '' };
  const again = fold(described, entry(described, ada, { kind: 'described', look: plain, keepsRights: true }));
  expect(again.look).toEqual(plain);
});

test('a ban counts whoever was in, and takes their role; it changes rights for those who do not know it', () => {
  const ranked = folded(
    [ben, { kind: 'joined' }],
    [ada, { kind: 'roleChanged', member: ben, role: 'admin' }],
  );
  const banned = fold(ranked, entry(ranked, ada, { kind: 'banned', member: ben, wasIn: true }));
  expect([memberCountOf(banned), Object.keys(banned.members)]).toEqual([1, [ada]]);
  expect(banned.laterKinds).toContainEqual({ kind: 'banned', keepsRights: false, folded: true });
  const outside = fold(banned, entry(banned, ada, { kind: 'banned', member: cleo }));
  const again = fold(outside, entry(outside, ada, { kind: 'unbanned', member: cleo }));
  expect([memberCountOf(again), again.members]).toEqual([1, banned.members]);
});

test('rules are as they were said last, and mutes are no matter of the state', () => {
  const rules = { slowMode: 30, onlyAdmins: true };
  const ruled = folded(
    [ada, { kind: 'rulesChanged', rules: { slowMode: 0, onlyAdmins: true } }],
    [ada, { kind: 'rulesChanged', rules }],
  );
  expect(ruled.rules).toEqual(rules);
  const muted = fold(ruled, entry(ruled, ada, { kind: 'muted', member: ben, seconds: 60 }));
  expect(muted.members).toBe(ruled.members);
});

test('a room is locked by the entry that set its password last, until that is taken away', () => {
  const locked = (state: ConversationState, id: Uuid) =>
    fold(state, { ...entry(state, ada, { kind: 'locked' }), id });
  const once = locked(folded(), uid('1'));
  const twice = locked(once, uid('2'));
  expect([folded().lock, once.lock, twice.lock]).toEqual([undefined, uid('1'), uid('2')]);
  expect(fold(twice, entry(twice, ben, { kind: 'joined' }))).toMatchObject({
    lock: uid('2'),
    memberCount: 2,
  });
  const open = fold(twice, entry(twice, ada, { kind: 'unlocked' }));
  expect(open).not.toHaveProperty('lock');
  expect(needsNewerVersion(open)).toBe(false);
});

test('a room that begins with a password is public, and locked by its first entry', () => {
  const body: Body = { ...BEGINNING, visibility: 'locked' };
  const begun = fold(undefined, { ...entry(undefined, ada, body), id: uid('1') });
  expect(begun).toMatchObject({ visibility: 'public', lock: uid('1'), memberCount: 1 });
  // A server that does not know the word lets nobody in by it.
  expect(begun.laterKinds).toEqual([{ kind: 'visibility: locked', keepsRights: false, folded: true }]);
});

test('whom the administrators appoint is an owner', () => {
  const appointed = folded([ben, { kind: 'joined' }], [cleo, { kind: 'appointed', member: ben }]);
  expect(appointed).toMatchObject({ memberCount: 2, members: { [ada]: {}, [ben]: { role: 'owner' } } });
});

test.each([
  ['a topic of two lines', { topic: 'a\nb' }],
  ['a topic that is too long', { topic: 'x'.repeat(LIMITS.topicMax + 1) }],
  ['a topic that turns the text around it', { topic: 'a\u202eb' }],
  ['a description that is too long', { description: 'x'.repeat(LIMITS.descriptionMax + 1) }],
  ['an icon that nobody sees', { icon: '\u200b' }],
  ['an icon that is a sentence', { icon: 'x'.repeat(LIMITS.reactionMax + 1) }],
  ['no hue', { colour: -1 }],
])('no room is described by %s', (_, wrong) => {
  expect(RoomLook.safeParse({ topic: '', description: '', ...wrong }).success).toBe(false);
});

test('a private group is joined by nobody', () => {
  const group = { ...folded(), visibility: 'private' as const, memberCount: undefined };
  expect(fold(group, entry(group, ben, { kind: 'joined' }))).toMatchObject({
    members: group.members,
    memberCount: undefined,
  });
});

test('a room that an older version folded has no count, and is folded anew', () => {
  const room = folded();
  expect(isOutgrown(room)).toBe(false);
  expect(isOutgrown({ ...room, memberCount: undefined })).toBe(true);
  expect(isOutgrown({ ...room, memberCount: undefined, visibility: 'private' })).toBe(false);
});
