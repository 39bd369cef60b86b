import * as z from 'zod/mini';
import { LIMITS } from '../limits.ts';

/** What shows as something: no space, no control, no half of a character, nothing that is there to stay unseen. */
const SEEN = String.raw`[^\p{Cc}\p{Cf}\p{Cs}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]`;
/** Emoji of several characters, some of which would be unseen elsewhere: in colour, keycaps, flags of regions. */
const EMOJI = String.raw`\p{Extended_Pictographic}\ufe0f|[0-9#*]\ufe0f\u20e3|\u{1f3f4}[\u{e0030}-\u{e007a}]+\u{e007f}`;

/**
 * Two names that look the same must not differ in what nobody sees, and none may turn the text around it. Joiners are
 * letters' and emoji's own, and stand between two of them.
 */
const WRITTEN = new RegExp(`^(?:(?:${EMOJI}|${SEEN})(?:[\\u200c\\u200d](?=${SEEN}))?|\\p{Zs})*$`, 'u');
/** Marks alone are no name. */
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
export const DeviceName = z
  .string()
  .check(z.trim(), z.minLength(1), z.maxLength(LIMITS.deviceNameMax), z.regex(WRITTEN), z.regex(LEGIBLE));
/** What the maker of an invitation notes on it, such as for whom it is. */
export const InvitationLabel = z
  .string()
  .check(z.trim(), z.minLength(1), z.maxLength(LIMITS.invitationLabelMax), z.regex(WRITTEN));
