import * as z from 'zod/mini';
import { Icon, Topic } from '../accounts/names.ts';
import { Uuid } from '../ids.ts';
import { LIMITS } from '../limits.ts';

/** How a room presents itself in lists, beside its name. */
export const ShortLook = z.object({
  topic: Topic,
  icon: z.optional(Icon),
  /** If missing, or of a later version with more hues, the hue follows from the id of the room. */
  colour: z.optional(z.int().check(z.gte(0))),
});

/** All that a room says of itself. */
export const RoomLook = z.extend(ShortLook, {
  description: z.string().check(z.trim(), z.maxLength(LIMITS.descriptionMax)),
});
export type RoomLook = z.infer<typeof RoomLook>;

/** Says all of the look of a room, in place of what it was. */
const Described = z.object({
  kind: z.literal('described'),
  look: RoomLook,
  /** True, always: no right depends on a look. */
  keepsRights: z.boolean(),
});

/** What plain members of a room may do. */
export const RoomRules = z.object({
  /** Seconds from one message of a plain member to their next; 0 for none. */
  slowMode: z.int().check(z.gte(0), z.lte(LIMITS.slowModeMax)),
  /** Whether owners and admins alone write. */
  onlyAdmins: z.boolean(),
});
export type RoomRules = z.infer<typeof RoomRules>;

/** Says all rules of a room, in place of those before. */
const RulesChanged = z.object({ kind: z.literal('rulesChanged'), rules: RoomRules });

/** Takes somebody out of a room, if they are in it, and keeps them out. */
const Banned = z.object({
  kind: z.literal('banned'),
  member: Uuid,
  /** Whether they were in it: only the store knows, where the entry is made. A state counts its members by this. */
  wasIn: z.optional(z.boolean()),
});
const Unbanned = z.object({ kind: z.literal('unbanned'), member: Uuid });

/** For so many seconds from the time of the entry a member may not write; 0 ends it. */
const Muted = z.object({
  kind: z.literal('muted'),
  member: Uuid,
  seconds: z.int().check(z.gte(0), z.lte(LIMITS.muteMax)),
});

/** An administrator of the server makes a member owner of a room that has none in use. */
const Appointed = z.object({ kind: z.literal('appointed'), member: Uuid });

/**
 * Gives a room a password, in place of the one before: who joins from then on proves it. What a proof is checked by, the server keeps
 * beside the log, under the id of the entry: members, who read the log, could try passwords on it.
 */
const Locked = z.object({ kind: z.literal('locked') });
const Unlocked = z.object({ kind: z.literal('unlocked') });

/** Kinds of entries that only rooms have. */
export const ROOM_BODIES = [
  Described,
  RulesChanged,
  Banned,
  Unbanned,
  Muted,
  Appointed,
  Locked,
  Unlocked,
] as const;
