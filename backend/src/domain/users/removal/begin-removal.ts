import { ParleyError, type Uuid } from '@parley/protocol';
import { record } from '../../audit/record.ts';
import type { Context } from '../../context.ts';
import { nobodysCredential } from '../../passwords/nobodys-credential.ts';
import { endAllSessions, type EndSessionsContext } from '../end-all-sessions.ts';
import { isMachine } from '../is-machine.ts';

type BeginContext = EndSessionsContext &
  Pick<Context, 'users' | 'invitations' | 'resets' | 'audit' | 'clock' | 'random'>;

/**
 * Begins to remove an account for good: from now on nobody can log in to it, and others see a deleted account. What else belonged
 * to it, a server erases (`DeletedAccounts`). Its uid and username are never given again.
 * @param by missing for the operator
 * @throws ParleyError `E_NOT_FOUND`, also for one that is erased already, `E_FORBIDDEN` for a machine, `E_LAST_ADMIN`
 */
export async function beginRemoval(context: BeginContext, uid: Uuid, by?: Uuid): Promise<void> {
  const entry = await context.users.entryOf(uid);
  if (entry === undefined) throw new ParleyError('E_NOT_FOUND');
  if (isMachine(entry.user)) throw new ParleyError('E_FORBIDDEN');
  if (entry.deletion?.isPending === false) throw new ParleyError('E_NOT_FOUND');
  await context.users.beginDeletion(uid, context.clock(), nobodysCredential(context.random));
  try {
    await endAllSessions(context, uid);
    await context.invitations.revokeOpen(uid);
    await context.resets.withdraw(uid);
  } finally {
    // Whatever fails here is done again later; this is the one time that says who removed it.
    if (entry.deletion === undefined) await record(context, { kind: 'account_removed', uid, by });
  }
}
