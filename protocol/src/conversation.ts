import * as z from 'zod/mini';
import { ConversationType, Protection, Role } from './body.ts';
import { Chain } from './entry.ts';
import { Seq, SeqOrZero, Uuid, type Uuid as Uid } from './ids.ts';

/** A span of a log, both ends included; open while `to` is missing. */
export const Range = z.object({ from: Seq, to: z.optional(Seq) });
export type Range = z.infer<typeof Range>;

/** Somebody who is or was in a conversation. `role` is null for those who are not any more. */
export const Member = z.object({
  role: z.nullable(Role),
  intervals: z.array(Range),
  /** Who let him in last. */
  invitedBy: z.optional(Uuid),
});
export type Member = z.infer<typeof Member>;

/** What all members agree on: the fold of the log up to `head`. */
export const ConversationState = z.object({
  conversation: Uuid,
  type: ConversationType,
  name: z.optional(z.string()),
  visibility: z.enum(['private', 'public']),
  protection: Protection,
  history: z.enum(['fromJoin', 'all']),
  head: Seq,
  /** Messages in the log. */
  count: SeqOrZero,
  chain: Chain,
  ended: z.boolean(),
  members: z.record(Uuid, Member),
  pinned: z.array(Seq),
});
export type ConversationState = z.infer<typeof ConversationState>;

/** Who the system's own entries come from. */
export const SYSTEM_UID: Uid = '00000000-0000-8000-8000-000000000000';
/** The one conversation that everybody reads and few may write to. */
export const ANNOUNCEMENTS: Uid = '00000000-0000-8000-8000-000000000001';

/** The role somebody has now, or null where he is no member. Everyone is a member of the announcements. */
export function roleOf(state: ConversationState, uid: Uid): Role | null {
  if (state.type === 'announcement') return 'member';
  return state.members[uid]?.role ?? null;
}

/** The uids of those who are members now; of the announcements there is no such list. */
export function currentMembers(state: ConversationState): Uid[] {
  return Object.keys(state.members).filter((uid) => state.members[uid]?.role !== null);
}

/** What somebody may read, in order and without overlap; empty for a stranger. */
export function readableRanges(state: ConversationState, uid: Uid): readonly Range[] {
  if (state.type === 'announcement') return [{ from: 1 }];
  const intervals = state.members[uid]?.intervals ?? [];
  const last = intervals.at(-1);
  if (last === undefined || state.history === 'fromJoin') return intervals;
  return [last.to === undefined ? { from: 1 } : { from: 1, to: last.to }];
}

/** The last entry that somebody may read, 0 for a stranger. */
export function readableHead(state: ConversationState, uid: Uid): number {
  const last = readableRanges(state, uid).at(-1);
  return last === undefined ? 0 : Math.min(last.to ?? state.head, state.head);
}

/** Whether one entry lies in the ranges. */
export function inRanges(ranges: readonly Range[], seq: number): boolean {
  return ranges.some((range) => range.from <= seq && seq <= (range.to ?? Number.POSITIVE_INFINITY));
}
