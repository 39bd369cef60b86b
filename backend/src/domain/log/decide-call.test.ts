import { encodeContent, EVERYONE, LIMITS, ONLINE, type Body, type Uuid } from '@parley/protocol';
import { expect, test } from 'vitest';
import { roomOf } from '../rooms/create-room.ts';
import type { RoomMembership } from '../rooms/room-members.ts';
import type { Command } from './command.ts';
import { decide } from './decide.ts';
import { nextEntry } from './next-entry.ts';

const uid = (number: number): Uuid => `${String(number).padStart(8, '0')}-0000-4000-8000-000000000000`;
const [owner, admin, member] = [uid(0), uid(1), uid(2)];
const MESSAGE: Body = { kind: 'message' };
const EDIT: Body = { kind: 'edit', target: 3 };

function command(sender: Uuid, body: Body, mentions: readonly Uuid[] = []): Command {
  const says = body.kind === 'message' || body.kind === 'edit';
  const payload = says ? encodeContent({ type: 'text', text: 'hello', mentions }) : undefined;
  return { conversation: uid(99), id: uid(98), sender, body, payload };
}

/** A room of so many members, one of whom is an admin. */
function room(members: number) {
  const begun = nextEntry(undefined, command(owner, roomOf(owner, 'Harbour')), {}, 0).state;
  const rows = new Map<Uuid, RoomMembership>([[owner, { joined: 1 }]]);
  let state = begun;
  for (let number = 1; number < members; number++) {
    state = nextEntry(state, command(uid(number), { kind: 'joined' }), { memberships: new Map() }, 0).state;
    rows.set(uid(number), { joined: number + 1 });
  }
  const made: Body = { kind: 'roleChanged', member: admin, role: 'admin' };
  state = nextEntry(state, command(owner, made), { memberships: rows }, 0).state;
  return (sender: Uuid, body: Body, ...mentions: readonly Uuid[]) => {
    const target = { seq: 3, sender, body: MESSAGE, payload: encodeContent({ type: 'text', text: 'hi' }) };
    return decide(state, { memberships: rows, target }, command(sender, body, mentions), 0);
  };
}

test('everyone in a small group calls all of it', () => {
  const refusal = room(LIMITS.callAllMembers);
  for (const call of [EVERYONE, ONLINE]) expect(refusal(member, MESSAGE, call)).toBeUndefined();
});

test('in a larger one owners and admins do, and others neither by a message nor by an edit', () => {
  const refusal = room(LIMITS.callAllMembers + 1);
  for (const call of [EVERYONE, ONLINE])
    for (const body of [MESSAGE, EDIT]) {
      expect(refusal(member, body, admin, call)).toBe('E_CALLS_ALL');
      for (const sender of [owner, admin]) expect(refusal(sender, body, call)).toBeUndefined();
    }
  expect(refusal(member, MESSAGE, admin, owner)).toBeUndefined();
});
