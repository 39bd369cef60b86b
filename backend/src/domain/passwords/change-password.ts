import { ParleyError, type Credential, type PasswordChange, type Uuid } from '@parley/protocol';
import type { Context } from '../context.ts';
import { checkSameKdf } from '../keys/first-keys.ts';
import { checkOwnProof, type ProofContext } from './check-own-proof.ts';
import { checkCredential, endSessions, type CredentialContext } from './credential-change.ts';
import type { StoredSession } from '../sessions/session-store.ts';

type ChangeContext = CredentialContext & ProofContext & Pick<Context, 'keys'>;

/**
 * Sets a new password for a user who proves the old one. All their other sessions end.
 * @throws ParleyError `E_VAULT_VERSION` if another device changed the master key meanwhile, `E_CLIENT_OUTDATED` for a client
 * that does not know of the user's keys, and those of `checkOwnProof`
 */
export async function changePassword(
  context: ChangeContext,
  { uid, sid }: Pick<StoredSession, 'uid' | 'sid'>,
  { proof, credential, wrap, address }: PasswordChange & { readonly address: string },
): Promise<void> {
  checkCredential(credential);
  if (typeof wrap === 'object') checkSameKdf(credential, wrap);
  await checkOwnProof(context, uid, { proof, address });
  await store(context, uid, credential, wrap);
  await endSessions(context, { uid, except: sid });
}

async function store(
  { users, keys }: ChangeContext,
  uid: Uuid,
  credential: Credential,
  wrap: PasswordChange['wrap'],
): Promise<void> {
  if (typeof wrap === 'object') return keys.setPassword(uid, credential, wrap);
  // A client that knows of no keys would lock the user out of them.
  if (wrap === undefined && (await keys.progress(uid)) !== undefined)
    throw new ParleyError('E_CLIENT_OUTDATED');
  await users.setCredential(uid, credential);
}
