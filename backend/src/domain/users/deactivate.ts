import { ParleyError, type User } from '@parley/protocol';
import { record } from '../audit/record.ts';
import type { Context } from '../context.ts';

type DeactivateContext = Pick<Context, 'users' | 'sessions' | 'invitations' | 'audit' | 'clock'>;

/**
 * Deactivates the account of somebody who has left: ends all their sessions, withdraws their open invitations, and refuses
 * further logins. Their messages stay. Servers close the sockets of the ended sessions at their next tick.
 * @throws ParleyError `E_NOT_FOUND`, `E_FORBIDDEN` for a machine, `E_LAST_ADMIN`
 */
export async function deactivate(context: DeactivateContext, username: string): Promise<User> {
  const { user } = await accountOf(context, username);
  await context.users.setRemoved(user.uid, true);
  if (user.admin) await keepAnAdmin(context, user);
  await context.sessions.endSome(user.uid, { kind: 'others', except: undefined });
  await context.invitations.revokeOpen(user.uid);
  if (!user.removed) await record(context, { kind: 'account_deactivated', uid: user.uid });
  return { ...user, removed: true };
}

/**
 * Reactivates an account, with its old password.
 * @throws ParleyError `E_NOT_FOUND`, `E_FORBIDDEN` for a machine
 */
export async function activate(
  context: Pick<DeactivateContext, 'users' | 'audit' | 'clock'>,
  username: string,
): Promise<User> {
  const { user } = await accountOf(context, username);
  await context.users.setRemoved(user.uid, false);
  if (user.removed) await record(context, { kind: 'account_activated', uid: user.uid });
  return { ...user, removed: false };
}

async function accountOf({ users }: Pick<Context, 'users'>, username: string) {
  const account = await users.byUsername(username);
  if (account === undefined) throw new ParleyError('E_NOT_FOUND');
  // Machines are suspended and resumed: their tokens have to live on.
  if (account.user.kind !== undefined) throw new ParleyError('E_FORBIDDEN');
  return account;
}

/** Deactivates, then counts, and undoes it if no administrator is left: parallel calls cannot remove the last two. */
async function keepAnAdmin({ users }: Pick<Context, 'users'>, { uid, removed }: User): Promise<void> {
  if ((await users.countAdmins()) > 0) return;
  await users.setRemoved(uid, removed);
  throw new ParleyError('E_LAST_ADMIN');
}
