import * as z from 'zod/mini';
import { DisplayName } from '../accounts/names.ts';
import { orLater } from '../later-word.ts';
import { Time, Uuid } from '../ids.ts';
import { LIMITS } from '../limits.ts';

/** What a webhook is called: also the name of the account that an incoming one speaks through. */
export const HookName = DisplayName;

/** A word that an outgoing webhook waits for, without spaces; `*` is any message. */
export const HookWord = z.string().check(z.minLength(1), z.maxLength(LIMITS.hookWordMax), z.regex(/^\S+$/));

export const HookUrl = z.string().check(z.maxLength(LIMITS.hookUrlMax), z.regex(/^https?:\/\/\S+$/));

/** A webhook as its page shows it. */
export const Hook = z.object({
  id: Uuid,
  kind: orLater(z.enum(['incoming', 'outgoing'])),
  name: z.string(),
  createdBy: Uuid,
  createdAt: Time,
  /** Of an incoming one: the account that it speaks through. */
  author: z.optional(Uuid),
  /** Of an outgoing one: what it calls, and for which words. */
  url: z.optional(z.string()),
  words: z.optional(z.array(z.string())),
  lastSuccessAt: z.optional(Time),
  lastError: z.optional(z.object({ time: Time, message: z.string() })),
});
export type Hook = z.infer<typeof Hook>;
