import * as z from 'zod/mini';
import { LIMITS } from './limits.ts';

/**
 * C0, C1, halves of characters, line separators and the characters that turn text around (bidi overrides): none belongs
 * in a name.
 */
const NO_CONTROL = /^[^\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]*$/u;

export const Username = z
  .string()
  .check(z.minLength(LIMITS.usernameMin), z.maxLength(LIMITS.usernameMax), z.regex(/^[A-Za-z0-9_-]+$/));
export const DisplayName = z
  .string()
  .check(z.trim(), z.minLength(1), z.maxLength(LIMITS.displayNameMax), z.regex(NO_CONTROL));
export const About = z.string().check(z.trim(), z.maxLength(LIMITS.aboutMax));
export const GroupName = z
  .string()
  .check(z.trim(), z.minLength(LIMITS.groupNameMin), z.maxLength(LIMITS.groupNameMax), z.regex(NO_CONTROL));
export const DeviceName = z
  .string()
  .check(z.trim(), z.minLength(1), z.maxLength(LIMITS.deviceNameMax), z.regex(NO_CONTROL));
