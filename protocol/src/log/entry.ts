import * as z from 'zod/mini';
import { StoredBody } from './body.ts';
import { Seq, SeqOrZero, Time, Uuid } from '../ids.ts';
import { StoredPayload } from './payload.ts';
import { UnknownBody } from './unknown-body.ts';

/** SHA-256 in base64. */
export const Chain = z.string().check(z.regex(/^[A-Za-z0-9+/]{43}=$/));

/** One entry of a conversation's log, as it is stored and as it travels. */
export const Entry = z.object({
  conversation: Uuid,
  seq: Seq,
  /** Chosen by the sender's client; unique with conversation and sender. */
  id: Uuid,
  sender: Uuid,
  time: Time,
  /** Messages in the log up to and with this entry. */
  count: SeqOrZero,
  chain: Chain,
  body: z.union([StoredBody, UnknownBody]),
  payload: z.optional(StoredPayload),
});
export type Entry = z.infer<typeof Entry>;
