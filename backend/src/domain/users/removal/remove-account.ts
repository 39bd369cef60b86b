import { ParleyError, type Proof, type Uuid } from '@parley/protocol';
import type { Context } from '../../context.ts';
import { checkOwnProof, type ProofContext } from '../../passwords/check-own-proof.ts';
import { beginRemoval } from './begin-removal.ts';
import { eraseAccount, type EraseContext } from './erase-account.ts';

type RemoveContext = EraseContext & Pick<Context, 'audit' | 'random'>;

const OWN = 'Remove your own account in the settings, where it takes your password.';

/**
 * Removes the account of somebody else for good.
 * @throws ParleyError `E_FORBIDDEN` for one's own, which takes the password, and those of `beginRemoval`
 */
export async function removeOtherAccount(context: RemoveContext, uid: Uuid, by: Uuid): Promise<void> {
  if (uid === by) throw new ParleyError('E_FORBIDDEN', { message: OWN });
  await removeAccount(context, uid, by);
}

/**
 * Removes an account for good. If the server stops in the middle, one goes on with it.
 * @param by who removes it
 * @throws ParleyError those of `beginRemoval`
 */
async function removeAccount(context: RemoveContext, uid: Uuid, by: Uuid): Promise<void> {
  await beginRemoval(context, uid, by);
  await eraseAccount(context, uid);
}

/**
 * Removes the account of a user who proves their password.
 * @throws ParleyError `E_LAST_ADMIN`, and those of `checkOwnProof`
 */
export async function removeOwnAccount(
  context: RemoveContext & ProofContext,
  uid: Uuid,
  how: { readonly proof: Proof; readonly address: string },
): Promise<void> {
  await checkOwnProof(context, uid, how);
  await removeAccount(context, uid, uid);
}
