import type { HeldEntry } from '../model/held-entry.ts';
import { atMost } from './mark-at-most.ts';
import type { StoredConversation } from '../model/stored-conversation.ts';
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
