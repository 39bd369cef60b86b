import { ParleyError, TIMING, type Uuid } from '@parley/protocol';
import { record } from '../audit/record.ts';
import type { Context } from '../context.ts';

/**
 * Keeps a user's wrapped master key for another browser of theirs, for ten minutes.
 * @returns when it expires, in ms
 */
export async function offerPairing(
  { pairings, clock }: Pick<Context, 'pairings' | 'clock'>,
  uid: Uuid,
  wrap: string,
): Promise<number> {
  const now = clock();
  const expiresAt = now + TIMING.pairing;
  await pairings.put({ uid, wrap, expiresAt }, now);
  return expiresAt;
}

/**
 * Hands a wrapped master key out, once, to a session of the same user.
 * @throws ParleyError `E_NOT_FOUND` if there is none, or none any more
 */
export async function takePairing(
  context: Pick<Context, 'pairings' | 'audit' | 'clock'>,
  uid: Uuid,
): Promise<string> {
  const wrap = await context.pairings.take(uid, context.clock());
  if (wrap === undefined)
    throw new ParleyError('E_NOT_FOUND', {
      message: 'That code was used or has expired. Show a new one in your other browser.',
    });
  await record(context, { kind: 'pairing_taken', uid });
  return wrap;
}
