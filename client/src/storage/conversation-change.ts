import type { Entry, Head, Mark, Range, Uuid } from '@parley/protocol';
import type { StoredConversation } from './stored-conversation.ts';
import { tallyOfHead, tallyRead } from './unread-tally.ts';
import { cutAfter } from './window-change.ts';

/** A conversation after the server said where it stands. The window is the log's business and stays as it is. */
export function withHead(stored: StoredConversation | undefined, head: Head): StoredConversation {
  return received(stored === undefined ? fresh(head) : updated(stored, head));
}

/** What is held, or where nothing is held what is heard of, counts as delivered. */
export function received(stored: StoredConversation): StoredConversation {
  const delivered = Math.max(stored.mark.delivered, stored.window?.last ?? stored.head.head);
  return { ...stored, mark: { ...stored.mark, delivered } };
}

function updated(stored: StoredConversation, head: Head): StoredConversation {
  const held = stored.window?.last ?? 0;
  const mark = laterMark(held === 0 ? atMost(stored.mark, head.head) : stored.mark, head.mark);
  const { lastEdit, ...rest } = stored;
  return {
    ...rest,
    ...(lastEdit !== undefined && head.last?.seq === stored.head.last?.seq && { lastEdit }),
    head: head.head >= held ? head : { ...head, ...position(stored.head) },
    mark,
    unread: held === 0 && head.head < stored.unread.upTo ? ofHead(head) : tallyOfHead(stored, head, mark.read),
    time: Math.max(stored.time, head.last?.time ?? 0),
  };
}

/** What was read where it is not the whole: which entries have to be counted for the tally. */
export function uncounted(stored: StoredConversation, read: number | undefined): Range | undefined {
  const { window, unread, mark } = stored;
  if (read === undefined || read <= mark.read || read >= unread.upTo) return undefined;
  return window !== undefined && window.first <= read + 1 ? { from: read + 1, to: unread.upTo } : undefined;
}

/** A conversation whose marks moved forward. @param rest others' messages behind `read`, where they were counted */
export function withMark(
  stored: StoredConversation,
  change: { readonly delivered?: number; readonly read?: number },
  rest: number | undefined,
): StoredConversation {
  const mark = laterMark(stored.mark, {
    delivered: Math.max(change.delivered ?? 0, change.read ?? 0),
    read: change.read ?? 0,
  });
  const unread = mark.read > stored.mark.read ? tallyRead(stored.unread, mark.read, rest) : stored.unread;
  return { ...stored, mark, unread };
}

/**
 * A conversation that forgot what came after an entry.
 * @param last the last entry that stays; undefined when nothing does
 * @param lastMessage the newest message that stays
 */
export function truncated(
  stored: StoredConversation,
  last: Entry | undefined,
  lastMessage: Entry | undefined,
): StoredConversation {
  const { window: before, lastEdit: _, ...rest } = stored;
  const window = before && cutAfter(before, last);
  if (window === undefined || last === undefined) return rest;
  const { last: _last, ...head } = stored.head;
  return {
    ...rest,
    window,
    head: {
      ...head,
      ...(lastMessage !== undefined && { last: lastMessage }),
      head: last.seq,
      chain: last.chain,
      count: last.count,
    },
    mark: atMost(stored.mark, last.seq),
    unread: { ...stored.unread, upTo: Math.min(stored.unread.upTo, last.seq) },
  };
}

/** The later of two marks in both respects. */
export function laterMark(a: Mark, b: Mark): Mark {
  return { delivered: Math.max(a.delivered, b.delivered), read: Math.max(a.read, b.read) };
}

function fresh(head: Head): StoredConversation {
  return {
    id: head.conversation,
    head,
    mark: head.mark,
    unread: ofHead(head),
    time: head.last?.time ?? 0,
  };
}

function ofHead(head: Head) {
  return { count: head.unread, upTo: head.head, mentions: [] };
}

function atMost(mark: Mark, seq: number): Mark {
  return { delivered: Math.min(mark.delivered, seq), read: Math.min(mark.read, seq) };
}

function position({ head, chain, count, last }: Head): Partial<Head> {
  return { head, chain, count, ...(last !== undefined && { last }) };
}

/** A direct conversation that the server has not heard of yet. */
export function unstartedDirect(conversation: Uuid, peer: Uuid, me: Uuid, start: string): Head {
  const nothing = { delivered: 0, read: 0 };
  return {
    conversation,
    type: 'direct',
    visibility: 'private',
    protection: 'open',
    peer,
    head: 0,
    chain: start,
    count: 0,
    readable: [],
    role: 'member',
    memberCount: peer === me ? 1 : 2,
    ended: false,
    mark: nothing,
    unread: 0,
    floor: nothing,
    preferences: { muted: false, archived: false, unread: false },
  };
}
