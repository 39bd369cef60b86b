import * as z from 'zod/mini';
import { Seq, Uuid } from '../ids.ts';
import { LIMITS } from '../limits.ts';
import { GroupName } from '../accounts/names.ts';

export const Role = z.enum(['owner', 'admin', 'member']);
export type Role = z.infer<typeof Role>;

export const ConversationType = z.enum(['direct', 'group', 'announcement']);
export type ConversationType = z.infer<typeof ConversationType>;

export const Protection = z.enum(['open', 'sealed']);
export type Protection = z.infer<typeof Protection>;

const Members = z.array(Uuid).check(z.minLength(1), z.maxLength(LIMITS.groupMembers));

/** The first entry of a log: what the conversation is and who is in it. */
const Created = z.object({
  kind: z.literal('created'),
  type: ConversationType,
  name: z.optional(GroupName),
  visibility: z.enum(['private', 'public']),
  protection: Protection,
  members: z.array(z.object({ uid: Uuid, role: Role })).check(z.maxLength(LIMITS.groupMembers)),
  /** Whether newcomers may read what was said before they joined. */
  history: z.enum(['fromJoin', 'all']),
});

/** Bodies that carry a payload beside them. */
const Message = z.object({ kind: z.literal('message') });
const Edit = z.object({ kind: z.literal('edit'), target: Seq });
const Reaction = z.object({ kind: z.literal('reaction'), target: Seq });

const Deletion = z.object({ kind: z.literal('deletion'), target: Seq });
const Pinned = z.object({ kind: z.literal('pinned'), target: Seq });
const Unpinned = z.object({ kind: z.literal('unpinned'), target: Seq });
const Added = z.object({ kind: z.literal('added'), members: Members });
const Removed = z.object({ kind: z.literal('removed'), member: Uuid });
const Left = z.object({ kind: z.literal('left') });
const RoleChanged = z.object({ kind: z.literal('roleChanged'), member: Uuid, role: Role });
const Renamed = z.object({ kind: z.literal('renamed'), name: GroupName });
const Ended = z.object({ kind: z.literal('ended') });

/** What an entry does to its conversation, of the kinds that this version knows. */
export const Body = z.discriminatedUnion('kind', [
  Created,
  Message,
  Edit,
  Reaction,
  Deletion,
  Pinned,
  Unpinned,
  Added,
  Removed,
  Left,
  RoleChanged,
  Renamed,
  Ended,
]);
export type Body = z.infer<typeof Body>;
export type BodyKind = Body['kind'];

/**
 * What the message events may carry; membership goes over HTTP. Unknown fields are refused: a server stores only what it
 * knows, and to drop a field would say something else than the sender did.
 */
export const MessageBody = z.discriminatedUnion('kind', [
  z.strictObject(Message.shape),
  z.strictObject(Edit.shape),
  z.strictObject(Reaction.shape),
  z.strictObject(Deletion.shape),
  z.strictObject(Pinned.shape),
  z.strictObject(Unpinned.shape),
]);
export type MessageBody = z.infer<typeof MessageBody>;
