import * as z from 'zod/mini';
import { LIMITS } from '../limits.ts';

/** Visible characters only: no space, no control, no half of a surrogate pair, no format character. */
const SEEN = String.raw`[^\p{Cc}\p{Cf}\p{Cs}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]`;
/** Emoji made of several code points, some of which would be invisible on their own: keycaps, flags of regions, variants. */
const EMOJI = String.raw`\p{Extended_Pictographic}\ufe0f|[0-9#*]\ufe0f\u20e3|\u{1f3f4}[\u{e0030}-\u{e007a}]+\u{e007f}`;

/**
 * No invisible characters and no bidirectional overrides: names that look alike must be equal. Joiners belong to some
 * scripts and to emoji, so that they are allowed between two characters.
 */
const WRITTEN = new RegExp(`^(?:(?:${EMOJI}|${SEEN})(?:[\\u200c\\u200d](?=${SEEN}))?|\\p{Zs})*$`, 'u');
/** A name needs a character besides combining marks. */
const LEGIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u;

export const Username = z
  .string()
  .check(z.minLength(LIMITS.usernameMin), z.maxLength(LIMITS.usernameMax), z.regex(/^[A-Za-z0-9_-]+$/));
export const DisplayName = z
  .string()
  .check(z.trim(), z.minLength(1), z.maxLength(LIMITS.displayNameMax), z.regex(WRITTEN), z.regex(LEGIBLE));
export const About = z.string().check(z.trim(), z.maxLength(LIMITS.aboutMax));
export const GroupName = z
  .string()
  .check(
    z.trim(),
    z.minLength(LIMITS.groupNameMin),
    z.maxLength(LIMITS.groupNameMax),
    z.regex(WRITTEN),
    z.regex(LEGIBLE),
  );
/** What a room or a machine is for, in one line. */
export const Topic = z.string().check(z.trim(), z.maxLength(LIMITS.topicMax), z.regex(WRITTEN));
/** An emoji, or another sign. */
export const Icon = z.string().check(z.minLength(1), z.maxLength(LIMITS.reactionMax), z.regex(WRITTEN));
/** Letters of any script with their marks, digits, spaces, `_` and `-`. Names that only these tell apart are found by what they say. */
export const RoomName = z
  .string()
  .check(
    z.trim(),
    z.minLength(LIMITS.groupNameMin),
    z.maxLength(LIMITS.groupNameMax),
    z.regex(/^[\p{L}\p{M}\p{N} _-]*[\p{L}\p{N}][\p{L}\p{M}\p{N} _-]*$/u),
  );
export const DeviceName = z
  .string()
  .check(z.trim(), z.minLength(1), z.maxLength(LIMITS.deviceNameMax), z.regex(WRITTEN), z.regex(LEGIBLE));
/** A note on an invitation by the person who made it, such as whom it is for. */
export const InvitationLabel = z
  .string()
  .check(z.trim(), z.minLength(1), z.maxLength(LIMITS.invitationLabelMax), z.regex(WRITTEN));
