import type { Session } from '@parley/protocol';
import { checkedPassword } from './checked-password.ts';
import { PasswordProver } from './password-prover.ts';
import type { SessionParts } from './session-parts.ts';

/** Changes the password of whoever is logged in, and puts the keys under the new one. @throws CodedError, NoAnswerError */
export async function changePassword(
  parts: SessionParts,
  session: Session,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<void> {
  const { username } = session.user;
  const { credential, derived } = await checkedPassword(parts, to, username);
  const keys = await parts.keys.load();
  const prover = new PasswordProver(parts, username, from);
  await prover.prove(async (proof) => {
    const wrap = await keys?.wrapFor(session, prover.derived, derived);
    const body = { proof, credential, ...(wrap !== undefined && { wrap }) };
    return parts.api.call('changePassword', { body });
  });
  keys?.passwordChanged(new PasswordProver(parts, username, derived));
}
