import { loginMessage, ParleyError, type Proof } from '@parley/protocol';
import type { Context } from '../context.ts';
import type { Account } from '../users/user-store.ts';
import { isSignedBy } from './ed25519.ts';

/** A key whose private half was never stored: proofs of unknown users are checked against it. */
const NOBODYS_KEY = 'sJXUGrwujOl/i/OJSQ6IdOnRxC55wg2V8gVlsp/q8tM=';

/**
 * Whether a proof belongs to a user's password. Uses up the challenge in any case.
 * A wrong password and an unknown user cost the same work and get the same answer.
 * @throws ParleyError `E_CHALLENGE_EXPIRED`, `E_ORIGIN`, `E_LOGIN_FAILED`, `E_ACCOUNT_DEACTIVATED`
 */
export async function checkProof(
  { users, challenges, clock, rules }: Pick<Context, 'users' | 'challenges' | 'clock' | 'rules'>,
  username: string,
  proof: Proof,
): Promise<Account> {
  const stored = await challenges.take(proof.challenge, clock());
  if (stored === undefined) throw new ParleyError('E_CHALLENGE_EXPIRED');
  if (!rules.origins.includes(proof.origin)) throw new ParleyError('E_ORIGIN');
  const account = await users.byUsername(username);
  const message = loginMessage({
    origin: proof.origin,
    username,
    challenge: Buffer.from(stored.challenge, 'base64'),
    expiresAt: stored.expiresAt,
  });
  const publicKey = account?.credential.publicKey ?? NOBODYS_KEY;
  const signed = isSignedBy({ message, signature: proof.signature, publicKey });
  const own = stored.username === username.toLowerCase();
  if (!signed || !own || account === undefined) throw new ParleyError('E_LOGIN_FAILED');
  // Only after the password was proved: others must not learn whether the account exists.
  if (account.user.removed) throw new ParleyError('E_ACCOUNT_DEACTIVATED');
  return account;
}
