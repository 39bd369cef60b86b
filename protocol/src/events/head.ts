import * as z from 'zod/mini';
import { ConversationType, Protection, Role, Visibility } from '../log/body.ts';
import { EpochState, LaterKind, Range } from '../log/conversation.ts';
import { RoomRules, ShortLook } from '../log/room-bodies.ts';
import { Chain, Entry } from '../log/entry.ts';
import { Seq, SeqOrZero, Time, Uuid } from '../ids.ts';
import { orLater } from '../later-word.ts';
import { LIMITS } from '../limits.ts';
import { Mark, MemberMark } from './receipt.ts';

/** One user's settings of a conversation, the same on all their devices. */
export const Preferences = z.object({
  muted: z.boolean(),
  archived: z.boolean(),
  /** Marked as unread by the user. */
  unread: z.boolean(),
});
export type Preferences = z.infer<typeof Preferences>;

/** A conversation as one user may see it: for the list, and to compare the local copy with. */
export const Head = z.object({
  conversation: Uuid,
  type: orLater(ConversationType),
  name: z.optional(z.string()),
  /** Of a room, without its description: the state has that. */
  look: z.optional(ShortLook),
  /** Those of the state. */
  rules: z.optional(RoomRules),
  /** In a room: until then this user may not write, in ms. It may lie in the past. */
  mutedUntil: z.optional(Time),
  visibility: orLater(Visibility),
  protection: orLater(Protection),
  /** The peer of a direct conversation; in notes to oneself, the user. */
  peer: z.optional(Uuid),
  /** Last entry that this user may read; `chain` and `count` are those of that entry. */
  head: SeqOrZero,
  chain: Chain,
  count: SeqOrZero,
  readable: z.array(Range),
  /** Null if the user is no longer a member. */
  role: z.nullable(orLater(Role)),
  /** In a group, who added this user most recently, and by which entry. */
  invitation: z.optional(z.object({ by: Uuid, seq: Seq })),
  memberCount: SeqOrZero,
  ended: z.boolean(),
  /** Those of the state. */
  roster: z.optional(Seq),
  epoch: z.optional(EpochState),
  /** Those of the state, at least up to `head`. */
  laterKinds: z.optional(z.readonly(z.array(LaterKind))),
  /** The newest message that this user may read. */
  last: z.optional(Entry),
  mark: Mark,
  unread: SeqOrZero,
  /** Every other member has received and read at least this much. */
  floor: Mark,
  /** The marks of all members, in conversations of at most `LIMITS.marksMembers` members. */
  marks: z.optional(z.array(MemberMark)),
  preferences: Preferences,
});
export type Head = z.infer<typeof Head>;

export const HeadsRequest = z.object({ token: z.optional(z.string().check(z.maxLength(200))) });
export type HeadsRequest = z.infer<typeof HeadsRequest>;

/** How far one's own keys are. */
export const OwnKeys = z.object({ keyLog: Seq, vault: z.int() });
export type OwnKeys = z.infer<typeof OwnKeys>;

/** Heads of what changed since the token, newest last. Ask again with `token` at once while `more`. */
export const HeadsPage = z.object({
  heads: z.array(Head).check(z.maxLength(LIMITS.pageHeads)),
  token: z.string(),
  more: z.boolean(),
  /** Changed conversations without a head: the server has lost entries of their logs. */
  damaged: z.optional(z.array(Uuid)),
  /** Entries of one's own key log, and the version of one's own vault; missing for an account without keys. */
  keys: z.optional(OwnKeys),
});
export type HeadsPage = z.infer<typeof HeadsPage>;
