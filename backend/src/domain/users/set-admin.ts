import type { Uuid } from '@parley/protocol';
import { record } from '../audit/record.ts';
import type { Context } from '../context.ts';
import { personByUid } from './person-by-uid.ts';

type AdminContext = Pick<Context, 'users' | 'audit' | 'clock'>;

/**
 * Makes somebody an administrator.
 * @param by missing for the operator
 * @throws ParleyError `E_NOT_FOUND`, `E_FORBIDDEN` for a machine, `E_ACCOUNT_DEACTIVATED`
 */
export async function makeAdmin(context: AdminContext, uid: Uuid, by?: Uuid): Promise<void> {
  await personByUid(context, uid);
  const before = await context.users.setStanding(uid, { admin: true });
  if (!before.admin) await record(context, { kind: 'admin_made', uid, by });
}

/**
 * Somebody is no administrator any more. Of several who do it to each other at once, one stays.
 * @param by missing for the operator
 * @throws ParleyError `E_NOT_FOUND`, `E_FORBIDDEN` for a machine, `E_LAST_ADMIN`
 */
export async function unmakeAdmin(context: AdminContext, uid: Uuid, by?: Uuid): Promise<void> {
  await personByUid(context, uid);
  const before = await context.users.setStanding(uid, { admin: false });
  if (before.admin) await record(context, { kind: 'admin_unmade', uid, by });
}
