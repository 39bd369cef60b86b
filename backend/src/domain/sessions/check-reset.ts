import { ParleyError } from '@parley/protocol';
import type { Context } from '../context.ts';
import { secretHash } from './secret-hash.ts';

/**
 * Says whether a link still sets a new password, without using it up.
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

/** What a link for a new password is answered that does not work, or not any more. */
export function resetRefused(): ParleyError {
  return new ParleyError('E_INVITATION_INVALID', {
    message: 'This link has been used, has expired, or was replaced by a newer one.',
  });
}
