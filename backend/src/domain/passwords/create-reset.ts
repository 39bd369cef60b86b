import { ParleyError } from '@parley/protocol';
import type { Context } from '../context.ts';
import { newSecret } from './new-secret.ts';
import { secretHash } from './secret-hash.ts';

const LIFETIME = 24 * 60 * 60 * 1_000;

/**
 * Makes a link's secret with which a user can set a new password, once, within a day. For the operator.
 * @throws ParleyError `E_NOT_FOUND` (also for a machine, which has no password), `E_ACCOUNT_DEACTIVATED`
 */
export async function createReset(
  { users, resets, random, clock }: Pick<Context, 'users' | 'resets' | 'random' | 'clock'>,
  username: string,
): Promise<string> {
  const account = await users.byUsername(username);
  if (account === undefined || account.user.kind !== undefined) throw new ParleyError('E_NOT_FOUND');
  if (account.user.removed) throw new ParleyError('E_ACCOUNT_DEACTIVATED');
  const secret = newSecret(random);
  await resets.put({ uid: account.user.uid, secretHash: secretHash(secret), expiresAt: clock() + LIFETIME });
  return secret;
}
