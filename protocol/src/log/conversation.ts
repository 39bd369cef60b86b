import * as z from 'zod/mini';
import { base64Of } from '../base64-of.ts';
import { ConversationType, Epoch, History, Protection, Role, Visibility } from './body.ts';
import { Chain } from './entry.ts';
import { Seq, SeqOrZero, Time, Uuid } from '../ids.ts';
import { orLater } from '../later-word.ts';
import { RoomLook, RoomRules } from './room-bodies.ts';

/** A span of a log, both ends included; open while `to` is missing. */
export const Range = z.object({ from: Seq, to: z.optional(Seq) });
export type Range = z.infer<typeof Range>;

/** A current or former member of a conversation. `role` is null for former members. */
export const Member = z.object({
  role: z.nullable(orLater(Role)),
  intervals: z.array(Range),
  /** Who added this member most recently. */
  invitedBy: z.optional(Uuid),
  /** The version of their encryption key, as their last `rekeyed` says it. */
  keyVersion: z.optional(z.int()),
  /** In a room: until then they may not write, in ms. It may lie in the past. */
  mutedUntil: z.optional(Time),
});
export type Member = z.infer<typeof Member>;

/**
 * A kind of entry that came after the first version of the protocol, in the log of a state; or a word, named with its
 * field, such as `role: guest`. `keepsRights` says that it changes neither members nor rights, which no word does.
 * `folded` says that whoever made the state knew it.
 */
export const LaterKind = z.object({ kind: z.string(), keepsRights: z.boolean(), folded: z.boolean() });
export type LaterKind = z.infer<typeof LaterKind>;

/** The newest epoch of a conversation's keys, as far as its parts have come. */
export const EpochState = z.object({
  epoch: Epoch,
  /** HMAC(epoch key, label ‖ conversation ‖ epoch4): binds everybody to one key. */
  commitment: base64Of(32),
  starter: Uuid,
  /** The roster whose members have its keys: moves along with changes that keep it good. */
  roster: Seq,
  parts: Seq,
  /** The last part that came. */
  part: Seq,
  /** Where that part stands in the log. */
  lastPart: Seq,
});
export type EpochState = z.infer<typeof EpochState>;

/** What all members agree on: the fold of the log up to `head`. */
export const ConversationState = z.object({
  conversation: Uuid,
  type: orLater(ConversationType),
  name: z.optional(z.string()),
  /** Of a room, once somebody has described it. */
  look: z.optional(RoomLook),
  /** Of a room, once somebody has changed them. */
  rules: z.optional(RoomRules),
  /** Of a room that takes a password to join: the id of the entry that set it. */
  lock: z.optional(Uuid),
  visibility: orLater(Visibility),
  protection: orLater(Protection),
  history: orLater(History),
  head: Seq,
  /** Messages in the log. */
  count: SeqOrZero,
  chain: Chain,
  ended: z.boolean(),
  /** All who are or were members; in a room only its owners and admins, and whom the state was asked for. */
  members: z.record(Uuid, Member),
  /** How many members a room has. Other states hold them all. */
  memberCount: z.optional(SeqOrZero),
  pinned: z.array(Seq),
  /** The last entry that changed members, roles, rules or keys of members. Missing in states that were made before it was kept. */
  roster: z.optional(Seq),
  epoch: z.optional(EpochState),
  /** How many epochs members started since `roster` moved. */
  epochStarts: z.optional(z.record(Uuid, z.int())),
  /** Missing while all entries are of the first version. */
  laterKinds: z.optional(z.readonly(z.array(LaterKind))),
});
export type ConversationState = z.infer<typeof ConversationState>;
