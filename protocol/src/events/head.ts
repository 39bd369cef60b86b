import * as z from 'zod/mini';
import { ConversationType, Protection, Role } from '../log/body.ts';
import { Range } from '../log/conversation.ts';
import { Chain, Entry } from '../log/entry.ts';
import { Seq, SeqOrZero, Uuid } from '../ids.ts';
import { LIMITS } from '../limits.ts';
import { Mark, MemberMark } from './receipt.ts';

/** What one user keeps to a conversation, on all devices. */
export const Preferences = z.object({
  muted: z.boolean(),
  archived: z.boolean(),
  /** Marked unread by hand. */
  unread: z.boolean(),
});
export type Preferences = z.infer<typeof Preferences>;

/** One conversation as one user may know it: what the list shows and what the local copy is compared with. */
export const Head = z.object({
  conversation: Uuid,
  type: ConversationType,
  name: z.optional(z.string()),
  visibility: z.enum(['private', 'public']),
  protection: Protection,
  /** The other one of a direct conversation; oneself in one's notes. */
  peer: z.optional(Uuid),
  /** Last entry that this user may read; `chain` and `count` are those of that entry. */
  head: SeqOrZero,
  chain: Chain,
  count: SeqOrZero,
  readable: z.array(Range),
  /** Null for somebody who is no member any more. */
  role: z.nullable(Role),
  /** In a group, who let this user in last, and with which entry. */
  invitation: z.optional(z.object({ by: Uuid, seq: Seq })),
  memberCount: SeqOrZero,
  ended: z.boolean(),
  /** The newest message that this user may read. */
  last: z.optional(Entry),
  mark: Mark,
  unread: SeqOrZero,
  /** How far every other member is at least. */
  floor: Mark,
  /** The marks of all members, where these are few (`LIMITS.marksMembers`). */
  marks: z.optional(z.array(MemberMark)),
  preferences: Preferences,
});
export type Head = z.infer<typeof Head>;

export const HeadsRequest = z.object({ token: z.optional(z.string().check(z.maxLength(200))) });
export type HeadsRequest = z.infer<typeof HeadsRequest>;

/** Heads of what changed since the token, newest last. Ask again with `token` at once while `more`. */
export const HeadsPage = z.object({
  heads: z.array(Head).check(z.maxLength(LIMITS.pageHeads)),
  token: z.string(),
  more: z.boolean(),
  /** Changed conversations that have no head now: entries of their logs are missing. */
  damaged: z.optional(z.array(Uuid)),
});
export type HeadsPage = z.infer<typeof HeadsPage>;
