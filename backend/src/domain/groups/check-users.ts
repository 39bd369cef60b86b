import { ParleyError, type Uuid } from '@parley/protocol';
import type { Context } from '../context.ts';

/**
 * Checks that everyone has an account that is not deactivated.
 * @param uids without duplicates
 * @throws ParleyError `E_NOT_FOUND` if one has none
 */
export async function checkUsers({ users }: Pick<Context, 'users'>, uids: readonly Uuid[]): Promise<void> {
  const found = await users.byUid(uids);
  if (found.filter(({ removed }) => !removed).length !== uids.length) throw new ParleyError('E_NOT_FOUND');
}
