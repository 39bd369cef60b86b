import { ParleyError, type Proof, type Uuid } from '@parley/protocol';
import type { Context } from '../context.ts';
import { activeUser } from '../sessions/current-session.ts';
import { checkWithLimits } from '../sessions/log-in.ts';
import { checkProof } from './check-proof.ts';

export type ProofContext = Pick<Context, 'users' | 'challenges' | 'attempts' | 'audit' | 'clock' | 'rules'>;

/**
 * Checks that a logged-in user has just proved their password.
 * @throws ParleyError `E_LOGIN_FAILED`, `E_CHALLENGE_EXPIRED`, `E_ORIGIN`, `E_RATE_LIMITED`
 */
export async function checkOwnProof(
  context: ProofContext,
  uid: Uuid,
  { proof, address }: { readonly proof: Proof; readonly address: string },
): Promise<void> {
  const { username } = await activeUser(context, uid);
  const { user } = await checkWithLimits(context, { username, address }, () =>
    checkProof(context, username, proof),
  );
  if (user.uid !== uid) throw new ParleyError('E_LOGIN_FAILED');
}
