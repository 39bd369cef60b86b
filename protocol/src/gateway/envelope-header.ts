import * as z from 'zod/mini';
import { Time, Uuid } from '../ids.ts';
import { LIMITS } from '../limits.ts';
import { maybe } from './maybe.ts';

/** A username, the name of a room, or an id. */
export const Recipient = z.string().check(z.minLength(1), z.maxLength(100));

/** Base64 of the parts of a simple sealed message, and of signatures. */
const Part = z.string().check(z.maxLength(1_000));

/** The header of every envelope of a client, but for its `message_type`. Missing fields may also be null. */
export const ENVELOPE_HEADER = {
  /** Oneself: username or uid. */
  from: maybe(Recipient),
  to: maybe(Recipient),
  /** ms */
  timestamp: maybe(Time),
  /** Chosen by the client; the same again is the same message, stored once. */
  id: maybe(Uuid),
  signature: maybe(Part),
  encrypted_key: maybe(Part),
  encryption_nonce: maybe(Part),
} as const;

/** Characters of a content: base64 of a sealed one at most. */
export const EnvelopeContent = z.string().check(z.maxLength(Math.ceil(LIMITS.payloadBytes / 3) * 4));
