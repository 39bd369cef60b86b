import type { Entry, Mark, MemberMark, Uuid } from '@parley/protocol';
import type { StoredHead } from './stored-conversation.ts';

/** Marks after some of them moved; they only go forward. */
export function laterMarks(before: readonly MemberMark[], moved: readonly MemberMark[]): MemberMark[] {
  const byUid = new Map(before.map((mark) => [mark.uid, mark]));
  for (const mark of moved) {
    const { delivered, read } = byUid.get(mark.uid) ?? { delivered: 0, read: 0 };
    byUid.set(mark.uid, {
      uid: mark.uid,
      delivered: Math.max(delivered, mark.delivered, mark.read),
      read: Math.max(read, mark.read),
    });
  }
  return [...byUid.values()];
}

/** New members have nothing to catch up with: their marks start at the entry with which they joined. */
export function joinersMarks({ seq, sender, body }: Entry): MemberMark[] {
  const joiners = body.kind === 'added' ? body.members : body.kind === 'joined' ? [sender] : [];
  return joiners.map((uid) => ({ uid, delivered: seq, read: seq }));
}

/** The lowest marks of all other members, if all are known. Without other members, nothing was delivered to anyone. */
export function floorOf(marks: readonly MemberMark[], me: Uuid): Mark {
  const others = marks.filter(({ uid }) => uid !== me);
  if (others.length === 0) return { delivered: 0, read: 0 };
  return {
    delivered: Math.min(...others.map(({ delivered }) => delivered)),
    read: Math.min(...others.map(({ read }) => read)),
  };
}

/** A head whose members' marks moved. For large groups only the floor is known, and only the server can compute it. */
export function withMarks(head: StoredHead, moved: readonly MemberMark[], me: Uuid): StoredHead {
  const own = moved.find(({ uid }) => uid === me);
  const mark = own === undefined ? head.mark : laterOwn(head.mark, own);
  if (head.marks === undefined) return { ...head, mark };
  const marks = laterMarks(head.marks, moved);
  return { ...head, mark, marks, floor: floorOf(marks, me) };
}

function laterOwn(mark: Mark, { delivered, read }: MemberMark): Mark {
  return {
    delivered: Math.max(mark.delivered, delivered, read),
    read: Math.max(mark.read, read),
  };
}
