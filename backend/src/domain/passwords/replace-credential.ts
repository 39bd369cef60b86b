import { ParleyError, type Credential, type Uuid } from '@parley/protocol';
import { record } from '../audit/record.ts';
import type { Context } from '../context.ts';
import { hasSmallOrder } from './ed25519.ts';

/** What setting a new password depends on. */
export type CredentialContext = Pick<Context, 'users' | 'sessions' | 'publisher' | 'audit' | 'clock'>;

/** Sets a new password's credential and ends all sessions of the user but one. */
export async function replaceCredential(
  context: CredentialContext,
  { uid, except }: { readonly uid: Uuid; readonly except?: Uuid },
  credential: Credential,
): Promise<void> {
  await context.users.setCredential(uid, credential);
  context.publisher.sessionsEnded(await context.sessions.endOthers(uid, except));
  await record(context, { kind: 'password_changed', uid });
}

/** @throws ParleyError `E_BAD_REQUEST` for a credential that would accept any signature */
export function checkCredential({ publicKey }: Credential): void {
  if (hasSmallOrder(publicKey)) throw new ParleyError('E_BAD_REQUEST');
}
