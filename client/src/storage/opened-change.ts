import type { Uuid } from '@parley/protocol';
import type { HeldEntry } from '../model/held-entry.ts';
import type { StoredConversation } from '../model/stored-conversation.ts';
import { openedNow } from './opened-now.ts';
import { withMention } from './tally-after.ts';

/**
 * A conversation after some of its entries were opened: what its row shows, and where the user is mentioned.
 * @param opened as they came; its row may show one that the window does not hold
 * @param changed those among them that the window holds, as it holds them now
 */
export function withOpened(
  stored: StoredConversation,
  opened: readonly HeldEntry[],
  changed: readonly HeldEntry[],
  me: Uuid,
): StoredConversation {
  const { unread, mark } = stored;
  const mentions = changed.reduce<readonly number[]>(
    (before, entry) => withMention(before, entry, mark.read, me),
    unread.mentions,
  );
  return { ...opened.reduce(withOpenedRow, stored), unread: { ...unread, mentions } };
}

function withOpenedRow(stored: StoredConversation, entry: HeldEntry): StoredConversation {
  const { head, lastEdit } = stored;
  const last = openedNow(head.last, entry);
  const edit = openedNow(lastEdit, entry);
  return {
    ...stored,
    ...(last !== undefined && { head: { ...head, last } }),
    ...(edit !== undefined && { lastEdit: edit }),
  };
}
