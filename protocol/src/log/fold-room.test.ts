import { expect, test } from 'vitest';
import {
  fold,
  isOutgrown,
  memberCountOf,
  type Body,
  type ConversationState,
  type Entry,
  type Uuid,
} from '../index.ts';

const uid = (letter: string): Uuid => `${letter.repeat(8)}-0000-4000-8000-000000000000`;
const [ada, ben, cleo] = [uid('a'), uid('b'), uid('c')];

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
  const created: Body = {
    kind: 'created',
    type: 'group',
    name: 'Harbour',
    visibility: 'public',
    protection: 'open',
    history: 'all',
    members: [{ uid: ada, role: 'owner' }],
  };
  return bodies.reduce(
    (state, [sender, body]) => fold(state, entry(state, sender, body)),
    fold(undefined, entry(undefined, ada, created)),
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
