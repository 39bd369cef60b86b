import {
  LIMITS,
  type Body,
  type ConversationState,
  type ErrorCode,
  type Role,
  type Uuid,
} from '@parley/protocol';
import { describe, expect, test } from 'vitest';
import { roomOf } from '../rooms/create-room.ts';
import type { RoomMembership } from '../rooms/room-members.ts';
import { decide } from './decide.ts';
import { nextEntry } from './next-entry.ts';

const uid = (letter: string): Uuid => `${letter.repeat(8)}-0000-4000-8000-000000000000`;
const [owner, admin, member, former, stranger] = ['a', 'b', 'c', 'd', 'e'].map(uid) as [
  Uuid,
  Uuid,
  Uuid,
  Uuid,
  Uuid,
];
const conversation = uid('f');
const ROWS = new Map<Uuid, RoomMembership>([
  [owner, { joined: 1 }],
  [admin, { joined: 2 }],
  [member, { joined: 3 }],
  [former, { joined: 4, departed: 5 }],
]);

const of = (sender: Uuid, body: Body) => ({
  conversation,
  id: uid('0'),
  sender,
  body,
  ...(body.kind === 'message' && { payload: { kind: 'plain' as const, bytes: 'aGk=' } }),
});
const created: Body = roomOf(owner, 'Harbour');
const described: Body = { kind: 'described', look: { topic: 'Ships', description: '' }, keepsRights: true };

function next(state: ConversationState | undefined, sender: Uuid, body: Body): ConversationState {
  // Before they join, nobody has a row; whoever leaves is in.
  const rows = new Map(body.kind === 'joined' ? [] : [...ROWS, [former, { joined: 4 }] as const]);
  return nextEntry(state, of(sender, body), { memberships: rows }, 0).state;
}

const room = [admin, member, former].reduce(
  (state, joiner) => next(state, joiner, { kind: 'joined' }),
  next(undefined, owner, created),
);
const harbour = next(next(room, former, { kind: 'left' }), owner, {
  kind: 'roleChanged',
  member: admin,
  role: 'admin',
});

const code = (state: ConversationState, sender: Uuid, body: Body) =>
  decide(state, { memberships: ROWS }, of(sender, body), 0);

/** A room with as many owners and admins. */
function withRanked(count: number): ConversationState {
  const roles = Array.from({ length: count }, (_, at): [Uuid, { role: Role; intervals: [] }] => [
    `${String(at).padStart(8, '0')}-0000-4000-8000-000000000000`,
    { role: at === 0 ? 'owner' : 'admin', intervals: [] },
  ]);
  return { ...harbour, members: { ...harbour.members, ...Object.fromEntries(roles) } };
}

describe('a room', () => {
  test.each<[string, Uuid, Body, ErrorCode | undefined]>([
    ['anyone may join', stranger, { kind: 'joined' }, undefined],
    ['and whoever left may come back', former, { kind: 'joined' }, undefined],
    ['nobody joins twice', member, { kind: 'joined' }, 'E_ALREADY_MEMBER'],
    ['nor does an owner', owner, { kind: 'joined' }, 'E_ALREADY_MEMBER'],
    ['a member may write', member, { kind: 'message' }, undefined],
    ['a stranger may not', stranger, { kind: 'message' }, 'E_NOT_FOUND'],
    ['whoever left may not', former, { kind: 'message' }, 'E_NOT_A_MEMBER'],
    ['nobody is added', owner, { kind: 'added', members: [stranger] }, 'E_FORBIDDEN'],
    ['an admin may remove a member', admin, { kind: 'removed', member }, undefined],
    ['but no owner', admin, { kind: 'removed', member: owner }, 'E_FORBIDDEN'],
    ['nor whoever left already', admin, { kind: 'removed', member: former }, 'E_NOT_A_MEMBER'],
    ['a member may remove nobody', member, { kind: 'removed', member: admin }, 'E_FORBIDDEN'],
    ['a member may leave', member, { kind: 'left' }, undefined],
    ['the only owner may not', owner, { kind: 'left' }, 'E_LAST_OWNER'],
    ['an owner gives roles', owner, { kind: 'roleChanged', member, role: 'admin' }, undefined],
    ['to members only', owner, { kind: 'roleChanged', member: stranger, role: 'admin' }, 'E_NOT_A_MEMBER'],
    ['a member may not rename it', member, { kind: 'renamed', name: 'Mine' }, 'E_FORBIDDEN'],
    ['an admin may', admin, { kind: 'renamed', name: 'Quay' }, undefined],
    ['an admin may describe it', admin, described, undefined],
    ['a member may not', member, described, 'E_FORBIDDEN'],
    ['nor a stranger', stranger, described, 'E_NOT_FOUND'],
    ['only an owner deletes it', admin, { kind: 'ended' }, 'E_FORBIDDEN'],
    [
      'nobody seals it',
      owner,
      { kind: 'keys', epoch: 1, commitment: `${'A'.repeat(43)}=`, roster: 1, part: 1, parts: 1 },
      'E_UNSIGNED',
    ],
  ])('%s', (_, sender, body, expected) => {
    expect(code(harbour, sender, body)).toBe(expected);
  });

  test('is full at the bound', () => {
    expect(LIMITS.roomMembers).toBe(10_000);
    const almost = { ...harbour, memberCount: LIMITS.roomMembers - 1 };
    expect(code(almost, stranger, { kind: 'joined' })).toBeUndefined();
    expect(code({ ...almost, memberCount: LIMITS.roomMembers }, stranger, { kind: 'joined' })).toBe(
      'E_ROOM_FULL',
    );
  });

  test('has a bounded number of owners and admins, who may still change roles among themselves', () => {
    const full = withRanked(LIMITS.roomAdmins - 2);
    expect(code(full, owner, { kind: 'roleChanged', member, role: 'admin' })).toBe('E_TOO_MANY_ADMINS');
    expect(code(full, owner, { kind: 'roleChanged', member: admin, role: 'owner' })).toBeUndefined();
    expect(
      code(withRanked(LIMITS.roomAdmins - 3), owner, { kind: 'roleChanged', member, role: 'admin' }),
    ).toBeUndefined();
  });

  test('takes no join with a payload', () => {
    const joining = {
      ...of(stranger, { kind: 'joined' }),
      payload: { kind: 'plain' as const, bytes: 'aGk=' },
    };
    expect(decide(harbour, {}, joining, 0)).toBe('E_BAD_REQUEST');
  });
});
