import { loginMessage, ParleyError, type Proof } from '@parley/protocol';
import type { Context } from '../context.ts';
import type { Account } from '../users/user-store.ts';
import { isSignedBy } from './ed25519.ts';
import { NOBODYS_KEY } from './nobodys-credential.ts';

/**
 * Whether a proof belongs to a user's password. A valid proof uses up its challenge; an invalid one counts as an attempt.
 * A wrong password and an unknown user cost the same work and get the same answer.
 * @throws ParleyError `E_CHALLENGE_EXPIRED`, `E_ORIGIN`, `E_LOGIN_FAILED`, `E_ACCOUNT_DEACTIVATED`
 */
export async function checkProof(
  { users, challenges, clock, rules }: Pick<Context, 'users' | 'challenges' | 'clock' | 'rules'>,
  username: string,
  proof: Proof,
): Promise<Account> {
  const { challenge, origin, signature } = proof;
  const expiresAt = rules.challenges.endOf(challenge, username);
  if (expiresAt === undefined || expiresAt <= clock()) throw new ParleyError('E_CHALLENGE_EXPIRED');
  if (!rules.origins.includes(origin)) throw new ParleyError('E_ORIGIN');
  const account = await users.byUsername(username);
  const message = loginMessage({ origin, username, challenge: Buffer.from(challenge, 'base64'), expiresAt });
  const signed = isSignedBy({
    message,
    signature: Buffer.from(signature, 'base64'),
    publicKey: Buffer.from(account?.credential.publicKey ?? NOBODYS_KEY, 'base64'),
  });
  if (!signed || account === undefined) throw new ParleyError('E_LOGIN_FAILED');
  const used = { challenge, subject: username.toLowerCase(), expiresAt };
  if (!(await challenges.use(used, clock()))) throw new ParleyError('E_CHALLENGE_EXPIRED');
  // Only after the password was proved: others must not learn whether the account exists.
  if (account.user.removed) throw new ParleyError('E_ACCOUNT_DEACTIVATED');
  return account;
}
