import { ParleyError } from '@parley/protocol';
import type { Context } from '../context.ts';
import { secretHash } from './secret-hash.ts';

/**
 * Checks whether a link can still set a new password. Does not use it up.
 * @throws ParleyError `E_INVITATION_INVALID`, for an unknown user too
 */
export async function checkReset(
  { users, resets, clock }: Pick<Context, 'users' | 'resets' | 'clock'>,
  username: string,
  secret: string,
): Promise<void> {
  const account = await users.byUsername(username);
  const holds = account !== undefined && (await resets.holds(account.user.uid, secretHash(secret), clock()));
  if (!holds) throw resetRefused();
}

/** The answer to a reset link that is invalid, used or expired. */
export function resetRefused(): ParleyError {
  return new ParleyError('E_INVITATION_INVALID', {
    message: 'This link has been used, has expired, or was replaced by a newer one.',
  });
}
