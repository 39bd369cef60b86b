import type { Entry, MemberMark, Range, Uuid } from '@parley/protocol';
import { withKind } from '@parley/protocol/core';
import { deletedBy, type HeldEntry } from '../model/held-entry.ts';
import type { StoredHead } from '../model/stored-conversation.ts';
import { floorOf, joinersMarks } from '../model/members-marks.ts';
import { erasedEntry } from './erased-entry.ts';

/** A head advanced by the next entry, so that the list is right before the server is asked again. */
export function headAfter(head: StoredHead, entry: HeldEntry, me: Uuid): StoredHead {
  const moved = { ...head, head: entry.seq, chain: entry.chain, count: entry.count };
  return { ...moved, ...withKind(head, entry), ...changes(head, entry, me) };
}

function changes(head: StoredHead, entry: HeldEntry, me: Uuid): Partial<StoredHead> {
  const { body } = entry;
  switch (body.kind) {
    case 'message':
      return { last: entry };
    case 'keys':
      return { protection: 'sealed' };
    case 'deletion':
      return head.last !== undefined && head.last.seq === deletedBy(entry)
        ? { last: erasedEntry(head.last) }
        : {};
    case 'added':
      return {
        memberCount: head.memberCount + body.members.length,
        ...marksOf(head, me, (marks) => [...marks, ...joinersMarks(entry)]),
        ...(body.members.includes(me) && joined(head, entry)),
      };
    case 'joined':
      return {
        memberCount: head.memberCount + 1,
        ...marksOf(head, me, (marks) => [...marks, ...joinersMarks(entry)]),
        // Rooms show all of their history.
        ...(entry.sender === me && { role: 'member', readable: [{ from: 1 }] }),
      };
    case 'removed':
      return departed(head, entry.seq, body.member, me);
    case 'left':
      return departed(head, entry.seq, entry.sender, me);
    case 'roleChanged':
      return body.member === me ? { role: body.role } : {};
    case 'banned':
      return body.wasIn === true ? departed(head, entry.seq, body.member, me) : {};
    case 'muted':
      return body.member === me ? { mutedUntil: entry.time + body.seconds * 1000 } : {};
    case 'rulesChanged':
      return { rules: body.rules };
    case 'appointed':
      return body.member === me ? { role: 'owner' } : {};
    case 'renamed':
      return { name: body.name };
    case 'described':
      return { look: body.look };
    case 'ended':
      return { ended: true };
    default:
      return {};
  }
}

function joined(head: StoredHead, { seq, sender }: Entry): Partial<StoredHead> {
  const invitation = { by: sender, seq };
  return { role: 'member', invitation, readable: [...closed(head.readable, seq - 1), { from: seq }] };
}

function departed(head: StoredHead, seq: number, uid: Uuid, me: Uuid): Partial<StoredHead> {
  return {
    memberCount: head.memberCount - 1,
    ...marksOf(head, me, (marks) => marks.filter((mark) => mark.uid !== uid)),
    ...(uid === me && { role: null, readable: closed(head.readable, seq) }),
  };
}

/** The marks, with members added or removed by the entry, if the head has marks. */
function marksOf(
  head: StoredHead,
  me: Uuid,
  change: (marks: MemberMark[]) => MemberMark[],
): Partial<StoredHead> {
  if (head.marks === undefined) return {};
  const marks = change(head.marks);
  return { marks, floor: floorOf(marks, me) };
}

function closed(ranges: readonly Range[], to: number): Range[] {
  return ranges.map((range) => (range.to === undefined ? { from: range.from, to } : range));
}
