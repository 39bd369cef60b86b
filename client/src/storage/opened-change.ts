import type { Uuid } from '@parley/protocol';
import { isUnopened, type HeldEntry } from '../model/held-entry.ts';
import type { StoredConversation } from '../model/stored-conversation.ts';
import { withMention } from './unread-tally.ts';

/** A held entry after it was opened; undefined if it changes nothing: it is another one, was opened before, or is erased. */
export function openedNow(held: HeldEntry | undefined, opened: HeldEntry): HeldEntry | undefined {
  if (held === undefined || held.chain !== opened.chain || !isUnopened(held)) return undefined;
  return opened.opened === undefined ? undefined : { ...held, opened: opened.opened };
}

/** A conversation after some of its entries were opened: what its row shows, and who is mentioned. */
export function withOpened(
  stored: StoredConversation,
  opened: readonly HeldEntry[],
  me: Uuid,
): StoredConversation {
  return opened.reduce((before, entry) => {
    const { head, lastEdit, unread, mark } = before;
    const last = openedNow(head.last, entry);
    const edit = openedNow(lastEdit, entry);
    const mentions = withMention(unread.mentions, entry, mark.read, me);
    return {
      ...before,
      ...(last !== undefined && { head: { ...head, last } }),
      ...(edit !== undefined && { lastEdit: edit }),
      unread: { ...unread, mentions },
    };
  }, stored);
}

/** A head whose last message this device has opened before. */
export function keptOpened<Head extends { readonly last?: HeldEntry | undefined }>(
  head: Head,
  before: HeldEntry | undefined,
): Head {
  const last = head.last !== undefined && before !== undefined ? openedNow(head.last, before) : undefined;
  return last === undefined ? head : { ...head, last };
}
