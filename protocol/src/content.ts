import { base64ToUint8Array, uint8ArrayToBase64 } from 'uint8array-extras';
import type { Uuid } from './ids.ts';
import { LIMITS } from './limits.ts';
import type { Payload } from './payload.ts';
import { UUID } from './uuid.ts';

/** So many people are mentioned in one message at most. */
const MENTIONS_MAX = 100;

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
  /** Taken back, when false. */
  readonly on: boolean;
}

/** What a payload says once it is opened. Only clients look at it. */
export type Content = TextContent | ReactionContent;

/** The plain payload of a content. */
export function encodeContent(content: Content): Payload {
  return { kind: 'plain', bytes: uint8ArrayToBase64(new TextEncoder().encode(JSON.stringify(content))) };
}

/** The content of a plain payload, or undefined where it is none: another version's, or broken. */
export function decodeContent(payload: Payload): Content | undefined {
  if (payload.kind !== 'plain') return undefined;
  try {
    return contentIn(JSON.parse(new TextDecoder().decode(base64ToUint8Array(payload.bytes))));
  } catch {
    return undefined;
  }
}

/** Any object, for all that is known of it. */
type Fields = Readonly<Partial<Record<keyof TextContent | keyof ReactionContent, unknown>>>;

/** Checked without a schema: it is asked for with every message that is shown, before anything of the wire is loaded. */
function contentIn(value: unknown): Content | undefined {
  if (!isObject(value)) return undefined;
  if (value.type === 'text') return textIn(value);
  return value.type === 'reaction' ? reactionIn(value) : undefined;
}

function textIn({ text, replyTo, mentions, forwardedFrom }: Fields): TextContent | undefined {
  if (typeof text !== 'string' || text.length > LIMITS.payloadBytes) return undefined;
  if (!isAbsentOr(replyTo, isSeq) || !isAbsentOr(mentions, isMentions) || !isAbsentOr(forwardedFrom, isUuid))
    return undefined;
  return {
    type: 'text',
    text,
    ...(replyTo !== undefined && { replyTo }),
    ...(mentions !== undefined && { mentions }),
    ...(forwardedFrom !== undefined && { forwardedFrom }),
  };
}

function reactionIn({ emoji, on }: Fields): ReactionContent | undefined {
  const fits = typeof emoji === 'string' && emoji.length > 0 && emoji.length <= LIMITS.reactionMax;
  return fits && typeof on === 'boolean' ? { type: 'reaction', emoji, on } : undefined;
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}

function isAbsentOr<T>(value: unknown, is: (value: unknown) => value is T): value is T | undefined {
  return value === undefined || is(value);
}

function isSeq(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 1;
}

function isUuid(value: unknown): value is Uuid {
  return typeof value === 'string' && UUID.test(value);
}

function isMentions(value: unknown): value is readonly Uuid[] {
  return Array.isArray(value) && value.length <= MENTIONS_MAX && value.every(isUuid);
}
