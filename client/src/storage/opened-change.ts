import type { Uuid } from '@parley/protocol';
import { deletedBy, type HeldEntry } from '../model/held-entry.ts';
import type { StoredConversation } from '../model/stored-conversation.ts';
import { erasedEntry } from './erased-entry.ts';
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
  const row = changed.reduce(withoutDeleted, opened.reduce(withOpenedRow, stored));
  return { ...row, unread: { ...unread, mentions } };
}

/** Deletions before what they delete: that is not to be opened any more. */
export function deletionsFirst(opened: readonly HeldEntry[]): readonly (readonly HeldEntry[])[] {
  const isDeletion = (entry: HeldEntry) => deletedBy(entry) !== undefined;
  return [opened.filter(isDeletion), opened.filter((entry) => !isDeletion(entry))];
}

function withoutDeleted(stored: StoredConversation, entry: HeldEntry): StoredConversation {
  const { head, lastEdit: _, ...rest } = stored;
  if (head.last === undefined || head.last.seq !== deletedBy(entry)) return stored;
  return { ...rest, head: { ...head, last: erasedEntry(head.last) } };
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
