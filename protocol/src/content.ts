import * as z from 'zod/mini';
import { base64ToUint8Array, uint8ArrayToBase64 } from 'uint8array-extras';
import { Seq, Uuid } from './ids.ts';
import { LIMITS } from './limits.ts';
import type { Payload } from './payload.ts';

/** What a payload says once it is opened. Only clients look at it. */
export const Content = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('text'),
    text: z.string().check(z.maxLength(LIMITS.payloadBytes)),
    /** The message that this one answers, in the same conversation. */
    replyTo: z.optional(Seq),
    mentions: z.optional(z.array(Uuid).check(z.maxLength(100))),
    /** Present on a forwarded message: who wrote it first. */
    forwardedFrom: z.optional(Uuid),
  }),
  z.object({
    type: z.literal('reaction'),
    emoji: z.string().check(z.minLength(1), z.maxLength(LIMITS.reactionMax)),
    /** Taken back, when false. */
    on: z.boolean(),
  }),
]);
export type Content = z.infer<typeof Content>;
export type TextContent = Extract<Content, { type: 'text' }>;
export type ReactionContent = Extract<Content, { type: 'reaction' }>;

/** The plain payload of a content. */
export function encodeContent(content: Content): Payload {
  return { kind: 'plain', bytes: uint8ArrayToBase64(new TextEncoder().encode(JSON.stringify(content))) };
}

/** The content of a plain payload, or undefined where it is none: another version's, or broken. */
export function decodeContent(payload: Payload): Content | undefined {
  if (payload.kind !== 'plain') return undefined;
  try {
    const parsed = Content.safeParse(JSON.parse(new TextDecoder().decode(base64ToUint8Array(payload.bytes))));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
