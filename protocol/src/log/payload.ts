import * as z from 'zod/mini';
import { LIMITS } from '../limits.ts';

/** Characters that base64 needs for a payload of the largest size. */
const BASE64_MAX = Math.ceil(LIMITS.payloadBytes / 3) * 4;
const Base64 = z.string().check(z.maxLength(BASE64_MAX), z.refine(isBase64));
const NO_DIGIT = /[^A-Za-z0-9+/]/;
const PADDING = /^={1,2}$/;
const Hash = z.string().check(z.regex(/^[A-Za-z0-9+/]{43}=$/));

/** What a message says, opaque to the server. `plain` bytes are UTF-8 JSON of `Content`; `sealed` bytes are an envelope. */
export const Payload = z.strictObject({ kind: z.enum(['plain', 'sealed']), bytes: Base64 });
export type Payload = z.infer<typeof Payload>;

/** What a deletion leaves: the hash, so that the chain still holds. */
export const ErasedPayload = z.object({
  kind: z.literal('erased'),
  was: z.enum(['plain', 'sealed']),
  hash: Hash,
});
export type ErasedPayload = z.infer<typeof ErasedPayload>;

/** What stands in a page of a log in place of keys for many: their hash. Each reader asks for their own (`POST /web/keys`). */
export const ElsewherePayload = z.object({
  kind: z.literal('elsewhere'),
  was: z.literal('sealed'),
  hash: Hash,
});
export type ElsewherePayload = z.infer<typeof ElsewherePayload>;

export const StoredPayload = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('plain'), bytes: Base64 }),
  z.object({ kind: z.literal('sealed'), bytes: Base64 }),
  ErasedPayload,
  ElsewherePayload,
]);
export type StoredPayload = z.infer<typeof StoredPayload>;

/** Looks for what is no digit: one expression for the whole, which can turn back at each digit, takes several times as long. */
export function isBase64(text: string): boolean {
  const digits = text.search(NO_DIGIT);
  return text.length % 4 === 0 && (digits === -1 || PADDING.test(text.slice(digits)));
}
