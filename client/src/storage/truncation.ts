import { CHAIN_START } from '@parley/protocol';
import type { HeldEntry } from '../model/held-entry.ts';
import { atMost } from './mark-at-most.ts';
import type { StoredConversation, StoredHead } from '../model/stored-conversation.ts';
import { cutAfter } from './window-change.ts';

/**
 * A conversation after the entries behind `last` were forgotten.
 * @param last the last entry that stays; undefined if none does
 * @param lastMessage the newest message that stays
 */
export function truncated(
  stored: StoredConversation,
  last: HeldEntry | undefined,
  lastMessage: HeldEntry | undefined,
): StoredConversation {
  const { window: before, lastEdit: _, ...rest } = stored;
  const window = before && cutAfter(before, last);
  if (window === undefined || last === undefined) return emptied(rest);
  const { last: _last, ...head } = withMarksUpTo(stored.head, last.seq);
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

/**
 * Nothing that was known of the log is there any more. The server may not know the conversation at all, so that no new head comes: what
 * is sealed next has to begin it.
 */
function emptied(stored: Omit<StoredConversation, 'window' | 'lastEdit'>): StoredConversation {
  const { last: _last, roster: _roster, epoch: _epoch, ...head } = withMarksUpTo(stored.head, 0);
  return {
    ...stored,
    head: { ...head, head: 0, chain: CHAIN_START, count: 0 },
    mark: atMost(stored.mark, 0),
    unread: { count: 0, upTo: 0, mentions: [] },
  };
}

/** Nobody has got or read what is not in the log any more: what is written next would count as read by whoever had. */
function withMarksUpTo({ marks, ...head }: StoredHead, seq: number): StoredHead {
  return {
    ...head,
    floor: atMost(head.floor, seq),
    ...(marks !== undefined && { marks: marks.map((mark) => ({ ...mark, ...atMost(mark, seq) })) }),
  };
}
