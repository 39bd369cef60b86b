import { ParleyError, type Credential, type Uuid } from '@parley/protocol';
import { record } from '../audit/record.ts';
import type { Context } from '../context.ts';
import { isProperKey } from './ed25519.ts';

/** What setting a new password depends on. */
export type CredentialContext = Pick<Context, 'users' | 'sessions' | 'publisher' | 'audit' | 'clock'>;

/** After a new password: ends all sessions of the user but one. */
export async function endSessions(
  context: CredentialContext,
  { uid, except }: { readonly uid: Uuid; readonly except?: Uuid },
): Promise<void> {
  context.publisher.sessionsEnded(await context.sessions.endSome(uid, { kind: 'others', except }));
  await record(context, { kind: 'password_changed', uid });
}

/** @throws ParleyError `E_BAD_REQUEST` for a credential that would accept any signature */
export function checkCredential({ publicKey }: Credential): void {
  if (!isProperKey(publicKey)) throw new ParleyError('E_BAD_REQUEST');
}
