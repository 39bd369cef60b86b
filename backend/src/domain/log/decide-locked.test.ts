import type { Body, ConversationState, Uuid } from '@parley/protocol';
import { expect, test } from 'vitest';
import { roomOf } from '../rooms/create-room.ts';
import type { RoomMembership } from '../rooms/room-members.ts';
import { decide } from './decide.ts';
import { nextEntry } from './next-entry.ts';

const uid = (letter: string): Uuid => `${letter.repeat(8)}-0000-4000-8000-000000000000`;
const [owner, member, banned, stranger] = [uid('a'), uid('b'), uid('c'), uid('d')];
const [FIRST, SECOND] = [uid('1'), uid('2')];
const ROWS = new Map<Uuid, RoomMembership>([
  [owner, { joined: 1 }],
  [member, { joined: 2 }],
  [banned, { banned: true }],
]);
const of = (sender: Uuid, body: Body, parts: { readonly id?: Uuid; readonly proven?: Uuid } = {}) => ({
  ...{ conversation: uid('f'), id: uid('0'), sender, body, ...parts },
});
const begun = (visibility: 'public' | 'locked') =>
  nextEntry(undefined, of(owner, roomOf(owner, 'Harbour', visibility), { id: FIRST }), {}, 0).state;
const lockedBy = (state: ConversationState, id: Uuid) =>
  nextEntry(state, of(owner, { kind: 'locked' }, { id }), { memberships: ROWS }, 0).state;
const joins = (state: ConversationState, sender: Uuid, proven?: Uuid) =>
  decide(
    state,
    { memberships: ROWS },
    of(sender, { kind: 'joined' }, proven === undefined ? {} : { proven }),
    0,
  );

test('a room with a password is joined by whoever has proved this one, and by nobody else', () => {
  for (const room of [begun('locked'), lockedBy(begun('public'), FIRST)]) {
    expect(joins(room, stranger)).toBe('E_ROOM_LOCKED');
    expect(joins(room, stranger, FIRST)).toBeUndefined();
    expect(joins(lockedBy(room, SECOND), stranger, FIRST)).toBe('E_CHALLENGE_EXPIRED');
  }
  expect(joins(begun('public'), stranger)).toBeUndefined();
  expect(joins(begun('public'), stranger, FIRST)).toBeUndefined();
});

test('whoever is banned, or in it, or finds it full, is told that and not about a password', () => {
  const room = begun('locked');
  expect(joins(room, banned)).toBe('E_BANNED');
  expect(joins(room, member)).toBe('E_ALREADY_MEMBER');
  expect(joins({ ...room, memberCount: 10_000 }, stranger)).toBe('E_ROOM_FULL');
});

test('owners and admins set the password and take it away, and nobody else', () => {
  const room = lockedBy(begun('public'), FIRST);
  const orders = (sender: Uuid, kind: 'locked' | 'unlocked', state = room) =>
    decide(state, { memberships: ROWS }, of(sender, { kind }), 0);
  for (const kind of ['locked', 'unlocked'] as const) {
    expect(orders(owner, kind)).toBeUndefined();
    expect(orders(member, kind)).toBe('E_FORBIDDEN');
    expect(orders(stranger, kind)).toBe('E_NOT_FOUND');
    expect(orders(owner, kind, { ...room, ended: true })).toBe('E_CONVERSATION_ENDED');
  }
  expect(orders(owner, 'unlocked', begun('public'))).toBe('E_NOT_LOCKED');
});

test('nothing but a room has a password', () => {
  const body = { ...roomOf(owner, 'Harbour', 'locked'), protection: 'sealed' } as const;
  expect(decide(undefined, {}, of(owner, body), 0)).toBe('E_BAD_REQUEST');
  const direct = { ...roomOf(owner, 'Harbour', 'locked'), type: 'direct', members: [] } as const;
  expect(decide(undefined, {}, of(owner, { ...direct, members: [{ uid: owner, role: 'member' }] }), 0)).toBe(
    'E_BAD_REQUEST',
  );
  const group = nextEntry(
    undefined,
    of(owner, { ...roomOf(owner, 'Harbour'), visibility: 'private' }),
    {},
    0,
  ).state;
  expect(decide(group, {}, of(owner, { kind: 'locked' }), 0)).toBe('E_FORBIDDEN');
});
