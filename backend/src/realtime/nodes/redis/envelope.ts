import { asItCame, Uuid } from '@parley/protocol';
import * as z from 'zod/mini';
import { BusMessage } from '../bus-message.ts';

/** A generous bound on the characters of a message: a roster of 200,000 users. */
const MOST = 16 * 1024 * 1024;

/** A message with the node that sent it. */
const Envelope = z.object({ from: Uuid, message: BusMessage });
type Envelope = z.infer<typeof Envelope>;

export function seal(envelope: Envelope): string {
  return JSON.stringify(envelope);
}

/** @throws Error for an invalid message */
export function unseal(text: string): Envelope {
  if (text.length > MOST) throw new Error(`a message of ${text.length} characters`);
  const parsed = asItCame(Envelope, JSON.parse(text));
  if (!parsed.success) throw new Error('a message that this version does not understand');
  return parsed.data;
}
