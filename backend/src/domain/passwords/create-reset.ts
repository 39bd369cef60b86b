import { ParleyError, type Uuid } from '@parley/protocol';
import { record } from '../audit/record.ts';
import type { Context } from '../context.ts';
import { isMachine } from '../users/is-machine.ts';
import { newSecret } from './new-secret.ts';
import { secretHash } from './secret-hash.ts';

const LIFETIME = 24 * 60 * 60 * 1_000;

/** What goes into a link, and until when it works. */
interface NewReset {
  readonly secret: string;
  /** ms */
  readonly expiresAt: number;
}

/**
 * Makes a link's secret with which a user can set a new password, once, within a day.
 * @param by missing for the operator
 * @throws ParleyError `E_NOT_FOUND` (also for a machine), `E_ACCOUNT_DEACTIVATED`
 */
export async function createReset(
  context: Pick<Context, 'users' | 'resets' | 'audit' | 'random' | 'clock'>,
  username: string,
  by?: Uuid,
): Promise<NewReset> {
  const { users, resets, random, clock } = context;
  const account = await users.byUsername(username);
  if (account === undefined || isMachine(account.user)) throw new ParleyError('E_NOT_FOUND');
  if (account.user.removed) throw new ParleyError('E_ACCOUNT_DEACTIVATED');
  const { uid } = account.user;
  const secret = newSecret(random);
  const expiresAt = clock() + LIFETIME;
  await resets.put({ uid, secretHash: secretHash(secret), expiresAt });
  await record(context, { kind: 'reset_created', uid, by });
  return { secret, expiresAt };
}
