import type { PasswordReset } from '@parley/protocol';
import type { Context } from '../context.ts';
import { resetRefused } from './check-reset.ts';
import { checkCredential, endSessions, type CredentialContext } from './credential-change.ts';
import { secretHash } from './secret-hash.ts';

/**
 * Sets a new password by a link that works once. All sessions of the user end. Their vault stays as it is: it opens with the last
 * password, which they may remember, and not with this one.
 * @throws ParleyError `E_INVITATION_INVALID` for a used or expired link, and equally for an unknown user
 */
export async function resetPassword(
  context: CredentialContext & Pick<Context, 'resets'>,
  { username, secret, credential }: PasswordReset,
): Promise<void> {
  checkCredential(credential);
  const account = await context.users.byUsername(username);
  const taken =
    account !== undefined &&
    (await context.resets.take(account.user.uid, secretHash(secret), context.clock()));
  if (!taken) throw resetRefused();
  const { uid } = account.user;
  await context.users.setCredential(uid, credential);
  await endSessions(context, { uid });
}
