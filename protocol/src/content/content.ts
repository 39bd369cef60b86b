import type { Uuid } from '../ids.ts';
import { LIMITS } from '../limits.ts';
import { UUID } from '../uuid.ts';

export interface TextContent {
  readonly type: 'text';
  readonly text: string;
  /** The message that this one answers, in the same conversation. */
  readonly replyTo?: number | undefined;
  readonly mentions?: readonly Uuid[] | undefined;
  /** Present on a forwarded message: who wrote it first. */
  readonly forwardedFrom?: Uuid | undefined;
}

export interface ReactionContent {
  readonly type: 'reaction';
  readonly emoji: string;
  /** False takes the reaction back. */
  readonly on: boolean;
}

/** What a payload says once it is opened. Only clients look at it. */
export type Content = TextContent | ReactionContent;

/** The raw bytes of a content's plain payload, which `LIMITS.payloadBytes` bounds: quotes and line breaks take two. */
export function contentBytes(content: Content): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(content));
}

/** Any object, for all that is known of it. */
type Fields = Readonly<Partial<Record<keyof TextContent | keyof ReactionContent, unknown>>>;

/**
 * The content in a value from outside, or undefined where it is none. Checked without a schema: what is written is
 * checked the same way, before anything of the wire is loaded.
 */
export function contentIn(value: unknown): Content | undefined {
  if (!isObject(value)) return undefined;
  if (value.type === 'text') return textIn(value);
  return value.type === 'reaction' ? reactionIn(value) : undefined;
}

/** Accepts a text even if its other fields are unknown or invalid: an acknowledged message must stay readable. */
function textIn({ text, replyTo, mentions, forwardedFrom }: Fields): TextContent | undefined {
  if (typeof text !== 'string') return undefined;
  return {
    type: 'text',
    text,
    ...(isSeq(replyTo) && { replyTo }),
    ...(Array.isArray(mentions) && { mentions: mentions.filter(isUuid) }),
    ...(isUuid(forwardedFrom) && { forwardedFrom }),
  };
}

function reactionIn({ emoji, on }: Fields): ReactionContent | undefined {
  const fits = typeof emoji === 'string' && emoji.length > 0 && emoji.length <= LIMITS.reactionMax;
  return fits && typeof on === 'boolean' ? { type: 'reaction', emoji, on } : undefined;
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}

function isSeq(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 1;
}

function isUuid(value: unknown): value is Uuid {
  return typeof value === 'string' && UUID.test(value);
}
