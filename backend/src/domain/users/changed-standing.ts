import { ParleyError } from '@parley/protocol';
import type { Standing } from './user-store.ts';

/**
 * What becomes of an account.
 * @throws ParleyError `E_ACCOUNT_DEACTIVATED` for an administrator who could not log in
 */
export function changedStanding(before: Standing, change: Partial<Standing>): Standing {
  const { admin, removed } = { ...before, ...change };
  if (change.admin === true && removed) throw new ParleyError('E_ACCOUNT_DEACTIVATED');
  return { admin, removed };
}
