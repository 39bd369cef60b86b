import type { Head, Uuid } from '@parley/protocol';
import { contentOf, type HeldEntry } from '../model/held-entry.ts';
import type { StoredConversation, StoredHead, UnreadTally } from '../model/stored-conversation.ts';

/** Mentions beyond this number are not counted. */
const MENTIONS_MAX = 100;

/** The tally after one more entry. An entry counted before changes nothing. */
export function tallyAfter(tally: UnreadTally, entry: HeldEntry, read: number, me: Uuid): UnreadTally {
  if (!isOthersMessage(entry, me)) return { ...tally, upTo: Math.max(tally.upTo, entry.seq) };
  const news = entry.seq > tally.upTo && entry.seq > read;
  return {
    count: news ? tally.count + 1 : tally.count,
    upTo: Math.max(tally.upTo, entry.seq),
    mentions: withMention(tally.mentions, entry, read, me),
  };
}

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

/** The mentions after an entry was opened. An own message, or one that was read, adds none. */
export function withMention(
  mentions: readonly number[],
  entry: HeldEntry,
  read: number,
  me: Uuid,
): readonly number[] {
  if (!isOthersMessage(entry, me)) return mentions;
  if (entry.seq <= read || mentions.includes(entry.seq) || !mentionsUser(entry, me)) return mentions;
  return [...mentions, entry.seq].slice(-MENTIONS_MAX);
}

function mentionsUser(entry: HeldEntry, me: Uuid): boolean {
  const content = contentOf(entry);
  return content?.type === 'text' && content.mentions?.includes(me) === true;
}
