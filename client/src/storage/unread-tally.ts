import type { Uuid } from '@parley/protocol';
import type { HeldEntry } from '../model/held-entry.ts';
import type { StoredConversation, StoredHead, UnreadTally } from '../model/stored-conversation.ts';

/** The tally after the user has read up to `read`. @param rest others' messages behind it, if they were counted */
export function tallyRead(tally: UnreadTally, read: number, rest: number | undefined): UnreadTally {
  return {
    count: read >= tally.upTo ? 0 : (rest ?? tally.count),
    upTo: tally.upTo,
    mentions: tally.mentions.filter((seq) => seq > read),
  };
}

/** The tally after the server reported the number of unread messages. It may not know yet what was read here. */
export function tallyOfHead(stored: StoredConversation, head: StoredHead, read: number): UnreadTally {
  const { unread: tally } = stored;
  if (head.head < tally.upTo) return tallyRead(tally, read, undefined);
  const since = Math.max(0, head.count - stored.head.count);
  const known = head.mark.read >= read ? head.unread : Math.min(head.unread, tally.count + since);
  return {
    count: read >= head.head ? 0 : known,
    upTo: head.head,
    mentions: tally.mentions.filter((seq) => seq > read),
  };
}

/** Whether an entry counts as unread to `me` until it is read. */
export function isOthersMessage(entry: HeldEntry, me: Uuid): boolean {
  return entry.body.kind === 'message' && entry.sender !== me;
}
