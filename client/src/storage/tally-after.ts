import type { Uuid } from '@parley/protocol';
import { isTold } from '@parley/protocol/core';
import { contentOf, type HeldEntry } from '../model/held-entry.ts';
import type { UnreadTally } from '../model/stored-conversation.ts';
import { isOthersMessage } from './unread-tally.ts';

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

/** The mentions, in rising order, after an entry was opened. An own message, or one that was read, adds none. */
export function withMention(
  mentions: readonly number[],
  entry: HeldEntry,
  read: number,
  me: Uuid,
): readonly number[] {
  if (!isOthersMessage(entry, me)) return mentions;
  if (entry.seq <= read || mentions.includes(entry.seq) || !isTold(contentOf(entry), me)) return mentions;
  return [...mentions, entry.seq].sort((a, b) => a - b).slice(-MENTIONS_MAX);
}
