import * as z from 'zod/mini';
import { base64Of } from '../base64-of.ts';
import { Seq, Uuid } from '../ids.ts';
import { KEY_LIMITS } from '../key-limits.ts';
import { LIMITS } from '../limits.ts';
import { GroupName } from '../accounts/names.ts';
import { orLater } from '../later-word.ts';
import { ROOM_BODIES } from './room-bodies.ts';

export const Role = z.enum(['owner', 'admin', 'member']);
export type Role = z.infer<typeof Role>;

export const ConversationType = z.enum(['direct', 'group', 'announcement']);
export type ConversationType = z.infer<typeof ConversationType>;

export const Protection = z.enum(['open', 'sealed']);
export type Protection = z.infer<typeof Protection>;

/** `locked` is the word of a room that begins with a password; its state says `public`, as those of all rooms do. */
export const Visibility = z.enum(['private', 'public', 'locked']);
export type Visibility = z.infer<typeof Visibility>;

/** Whether newcomers may read what was said before they joined. */
export const History = z.enum(['fromJoin', 'all']);
export type History = z.infer<typeof History>;

/** The number of an epoch of a conversation's keys, from 1; four bytes in an envelope. */
export const Epoch = z.int().check(z.gte(1), z.lte(0xff_ff_ff_ff));
const InEpoch = z.optional(Epoch);
const Part = z.int().check(z.gte(1), z.lte(KEY_LIMITS.epochParts));

const Members = z.array(Uuid).check(z.minLength(1), z.maxLength(LIMITS.groupMembers));

/** The first entry of a log: what the conversation is and who is in it. */
const Created = z.object({
  kind: z.literal('created'),
  type: ConversationType,
  name: z.optional(GroupName),
  visibility: Visibility,
  protection: Protection,
  members: z.array(z.object({ uid: Uuid, role: Role })).check(z.maxLength(LIMITS.groupMembers)),
  history: History,
});

/** Bodies that carry a payload beside them; in a sealed conversation they name the epoch whose key it is sealed under. */
const Message = z.object({ kind: z.literal('message'), epoch: InEpoch });
const Edit = z.object({ kind: z.literal('edit'), target: Seq, epoch: InEpoch });
const Reaction = z.object({ kind: z.literal('reaction'), target: Seq, epoch: InEpoch });

const Deletion = z.object({ kind: z.literal('deletion'), target: Seq });
const Pinned = z.object({ kind: z.literal('pinned'), target: Seq });
const Unpinned = z.object({ kind: z.literal('unpinned'), target: Seq });
/** With an epoch, its bundle hands the newcomers the keys up to that one. */
const Added = z.object({ kind: z.literal('added'), members: Members, epoch: InEpoch });
const Removed = z.object({ kind: z.literal('removed'), member: Uuid });
/** The sender comes into a room. */
const Joined = z.object({ kind: z.literal('joined') });
const Left = z.object({ kind: z.literal('left') });
const RoleChanged = z.object({ kind: z.literal('roleChanged'), member: Uuid, role: Role });
const Renamed = z.object({ kind: z.literal('renamed'), name: GroupName });
const Ended = z.object({ kind: z.literal('ended') });

/** A part of the keys of a new epoch, sealed to some of the members. The epoch is whole with its last part. */
const Keys = z.object({
  kind: z.literal('keys'),
  epoch: Epoch,
  /** See `EpochState`. */
  commitment: base64Of(32),
  roster: Seq,
  part: Part,
  parts: Part,
});
/** The sender has a new encryption key; epochs from here on are sealed to it. */
const Rekeyed = z.object({
  kind: z.literal('rekeyed'),
  version: z.int().check(z.gte(1), z.lte(0xff_ff_ff_ff)),
});
/** A rule of the conversation. This version has none: whatever is said here forbids nothing. */
const Ruled = z.object({
  kind: z.literal('ruled'),
  rule: z.string().check(z.minLength(1), z.maxLength(KEY_LIMITS.ruleMax)),
  member: z.optional(Uuid),
  value: z.optional(z.string().check(z.maxLength(KEY_LIMITS.ruleMax))),
});

/** Kinds without words that a later version could add to. */
const OTHERS = [
  Message,
  Edit,
  Reaction,
  Deletion,
  Pinned,
  Unpinned,
  Added,
  Removed,
  Joined,
  Left,
  Renamed,
  Ended,
  Keys,
  Rekeyed,
  Ruled,
  ...ROOM_BODIES,
] as const;

/** What an entry does to its conversation, of the kinds and in the words that this version knows. */
export const Body = z.discriminatedUnion('kind', [Created, RoleChanged, ...OTHERS]);
export type Body = z.infer<typeof Body>;
export type BodyKind = Body['kind'];

/** A body as it is stored and travels: of a known kind, but its words may be those of a later version. */
export const StoredBody = z.discriminatedUnion('kind', [
  z.extend(Created, {
    type: orLater(ConversationType),
    visibility: orLater(Visibility),
    protection: orLater(Protection),
    members: z.array(z.object({ uid: Uuid, role: orLater(Role) })).check(z.maxLength(LIMITS.groupMembers)),
    history: orLater(History),
  }),
  z.extend(RoleChanged, { role: orLater(Role) }),
  ...OTHERS,
]);
export type StoredBody = z.infer<typeof StoredBody>;

/**
 * What the message events may carry, keys among it; membership goes over HTTP. Unknown fields are refused: a server stores only what it
 * knows, and to drop a field would say something else than the sender did.
 */
export const MessageBody = z.discriminatedUnion('kind', [
  z.strictObject(Message.shape),
  z.strictObject(Edit.shape),
  z.strictObject(Reaction.shape),
  z.strictObject(Deletion.shape),
  z.strictObject(Pinned.shape),
  z.strictObject(Unpinned.shape),
  z.strictObject(Keys.shape),
  z.strictObject(Rekeyed.shape),
]);
export type MessageBody = z.infer<typeof MessageBody>;

/**
 * What the group routes carry in a sealed conversation: the body that the client made and signed, stored as it is. Unknown fields are
 * refused, as in `MessageBody`.
 */
export const GROUP_BODIES = {
  created: z.strictObject({
    ...Created.shape,
    type: z.literal('group'),
    name: GroupName,
    visibility: z.literal('private'),
    protection: z.literal('sealed'),
  }),
  added: z.strictObject(Added.shape),
  removed: z.strictObject(Removed.shape),
  left: z.strictObject(Left.shape),
  roleChanged: z.strictObject(RoleChanged.shape),
  renamed: z.strictObject(Renamed.shape),
  ended: z.strictObject(Ended.shape),
} as const;
