import type { Mark, Range, Uuid } from '@parley/protocol';
import { floorOf, laterMarks, withMarks as headWithMarks } from '../model/members-marks.ts';
import { atMost } from './mark-at-most.ts';
import type { MarkChange } from '../ports/storage/chat-storage.ts';
import type { StoredConversation, StoredHead } from '../model/stored-conversation.ts';
import { keptOpened } from './opened-now.ts';
import { tallyOfHead, tallyRead } from './unread-tally.ts';

/** A conversation with the server's new head. The window stays: only the log moves it. */
export function withHead(
  stored: StoredConversation | undefined,
  head: StoredHead,
  me: Uuid,
): StoredConversation {
  return received(
    stored === undefined ? fresh(head) : updated(stored, keptOpened(head, stored.head.last), me),
  );
}

/** Held entries count as delivered; if none are held, the entries that the head reports. */
export function received(stored: StoredConversation): StoredConversation {
  const delivered = Math.max(stored.mark.delivered, stored.window?.last ?? stored.head.head);
  return { ...stored, mark: { ...stored.mark, delivered } };
}

function updated(stored: StoredConversation, head: StoredHead, me: Uuid): StoredConversation {
  const held = stored.window?.last ?? 0;
  const mark = laterMark(held === 0 ? atMost(stored.mark, head.head) : stored.mark, head.mark);
  const { lastEdit, ...rest } = stored;
  return {
    ...rest,
    ...(lastEdit !== undefined && head.last?.seq === stored.head.last?.seq && { lastEdit }),
    head: {
      ...head,
      ...(head.head < held && position(stored.head)),
      ...laterFloor(stored.head, head, me),
      ...lasting(stored.head, head),
    },
    mark,
    unread:
      held === 0 && head.head < stored.unread.upTo ? ofHead(head) : tallyOfHead(stored, head, mark.read),
    time: Math.max(stored.time, head.last?.time ?? 0),
  };
}

/** How far the user has read after a change of marks, here or on another device. */
export function readIn({ read = 0, members = [] }: MarkChange, me: Uuid): number {
  return Math.max(read, members.find(({ uid }) => uid === me)?.read ?? 0);
}

/** The entries behind a new read mark that are still unread: they have to be counted for the tally. */
export function uncounted(stored: StoredConversation, read: number): Range | undefined {
  const { window, unread, mark } = stored;
  if (read <= mark.read || read >= unread.upTo) return undefined;
  return window !== undefined && window.first <= read + 1 ? { from: read + 1, to: unread.upTo } : undefined;
}

/** A conversation whose marks moved. @param rest others' messages behind the read mark, if they were counted */
export function withMarks(
  stored: StoredConversation,
  change: MarkChange,
  rest: number | undefined,
  me: Uuid,
): StoredConversation {
  const read = readIn(change, me);
  const mark = laterMark(stored.mark, { delivered: read, read });
  const unread = read > stored.mark.read ? tallyRead(stored.unread, read, rest) : stored.unread;
  return { ...stored, mark, unread, head: headWithMarks(stored.head, change.members ?? [], me) };
}

/** Others' marks, each the later of both heads: one head may have been delayed on its way. */
function laterFloor(before: StoredHead, now: StoredHead, me: Uuid): Partial<StoredHead> {
  if (now.marks === undefined || before.marks === undefined)
    return { floor: laterMark(before.floor, now.floor) };
  const members = new Set(now.marks.map(({ uid }) => uid));
  const still = before.marks.filter(({ uid }) => members.has(uid));
  const marks = laterMarks(still, now.marks);
  return { marks, floor: floorOf(marks, me) };
}

/** The later of two marks, for `delivered` and `read` separately. */
function laterMark(a: Mark, b: Mark): Mark {
  return { delivered: Math.max(a.delivered, b.delivered), read: Math.max(a.read, b.read) };
}

function fresh(head: StoredHead): StoredConversation {
  return {
    id: head.conversation,
    head,
    mark: head.mark,
    unread: ofHead(head),
    time: head.last?.time ?? 0,
  };
}

function ofHead(head: StoredHead) {
  return { count: head.unread, upTo: head.head, mentions: [] };
}

/** What was never said to be open or public does not become so, whatever a server says. */
function lasting(before: StoredHead, now: StoredHead): Partial<StoredHead> {
  const { visibility, protection, peer } = before;
  return {
    ...(visibility !== 'public' && now.visibility === 'public' && { visibility: 'private' }),
    ...(protection !== 'open' && now.protection === 'open' && { protection: 'sealed' }),
    ...(peer !== undefined && { peer }),
  };
}

function position({ head, chain, count, last }: StoredHead): Partial<StoredHead> {
  return { head, chain, count, ...(last !== undefined && { last }) };
}
