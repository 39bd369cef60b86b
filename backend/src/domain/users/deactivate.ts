import type { User, Uuid } from '@parley/protocol';
import { record } from '../audit/record.ts';
import type { Context } from '../context.ts';
import { personByUid } from './person-by-uid.ts';
import { endAllSessions, type EndSessionsContext } from './end-all-sessions.ts';

type DeactivateContext = EndSessionsContext & Pick<Context, 'users' | 'invitations' | 'audit' | 'clock'>;

/**
 * Deactivates the account of somebody who has left: ends all their sessions, withdraws their open invitations, and refuses
 * further logins. Their messages stay.
 * @param by missing for the operator
 * @throws ParleyError `E_NOT_FOUND`, `E_FORBIDDEN` for a machine, `E_LAST_ADMIN`
 */
export async function deactivate(context: DeactivateContext, uid: Uuid, by?: Uuid): Promise<User> {
  await personByUid(context, uid);
  const user = await context.users.setStanding(uid, { removed: true });
  try {
    await endAllSessions(context, uid);
    await context.invitations.revokeOpen(uid);
  } finally {
    // Who tries again after a failure finds it deactivated.
    if (!user.removed) await record(context, { kind: 'account_deactivated', uid, by });
  }
  return { ...user, removed: true };
}

/**
 * Reactivates an account, with its old password.
 * @param by missing for the operator
 * @throws ParleyError `E_NOT_FOUND`, `E_FORBIDDEN` for a machine
 */
export async function activate(
  context: Pick<DeactivateContext, 'users' | 'audit' | 'clock'>,
  uid: Uuid,
  by?: Uuid,
): Promise<User> {
  await personByUid(context, uid);
  const user = await context.users.setStanding(uid, { removed: false });
  if (user.removed) await record(context, { kind: 'account_activated', uid, by });
  return { ...user, removed: false };
}
