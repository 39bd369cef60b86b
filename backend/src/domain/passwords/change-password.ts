import { ParleyError, type PasswordChange } from '@parley/protocol';
import type { Context } from '../context.ts';
import { checkProof } from './check-proof.ts';
import { activeUser } from '../sessions/current-session.ts';
import { checkWithLimits } from '../sessions/log-in.ts';
import { checkCredential, replaceCredential, type CredentialContext } from './replace-credential.ts';
import type { StoredSession } from '../sessions/session-store.ts';

/**
 * Sets a new password for a user who proves the old one. All their other sessions end.
 * @throws ParleyError `E_LOGIN_FAILED`, `E_CHALLENGE_EXPIRED`, `E_ORIGIN`, `E_RATE_LIMITED`
 */
export async function changePassword(
  context: CredentialContext & Pick<Context, 'challenges' | 'attempts' | 'rules'>,
  { uid, sid }: Pick<StoredSession, 'uid' | 'sid'>,
  { proof, credential, address }: PasswordChange & { readonly address: string },
): Promise<void> {
  checkCredential(credential);
  const { username } = await activeUser(context, uid);
  const { user } = await checkWithLimits(context, { username, address }, () =>
    checkProof(context, username, proof),
  );
  if (user.uid !== uid) throw new ParleyError('E_LOGIN_FAILED');
  await replaceCredential(context, { uid, except: sid }, credential);
}
