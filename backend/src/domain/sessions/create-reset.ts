import { ParleyError } from '@parley/protocol';
import type { Context } from '../context.ts';
import { newSecret } from './new-secret.ts';
import { secretHash } from './secret-hash.ts';

const LIFETIME = 24 * 60 * 60 * 1_000;

/**
 * The secret of a link by which a user sets a new password, once, within a day. For the person who runs the server.
 * @throws ParleyError `E_NOT_FOUND`, `E_ACCOUNT_DEACTIVATED`
 */
export async function createReset(
  { users, resets, random, clock }: Pick<Context, 'users' | 'resets' | 'random' | 'clock'>,
  username: string,
): Promise<string> {
  const account = await users.byUsername(username);
  if (account === undefined) throw new ParleyError('E_NOT_FOUND');
  if (account.user.removed) throw new ParleyError('E_ACCOUNT_DEACTIVATED');
  const secret = newSecret(random);
  await resets.put({ uid: account.user.uid, secretHash: secretHash(secret), expiresAt: clock() + LIFETIME });
  return secret;
}
