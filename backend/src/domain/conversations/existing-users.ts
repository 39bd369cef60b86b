import { ParleyError, type Uuid } from '@parley/protocol';
import type { Context } from '../context.ts';

/**
 * The uids without duplicates; each must have an account.
 * @throws ParleyError `E_NOT_FOUND` if one has none
 */
export async function existingUsers(
  { users }: Pick<Context, 'users'>,
  uids: readonly Uuid[],
): Promise<readonly Uuid[]> {
  const wanted = [...new Set(uids)];
  const found = await users.byUid(wanted);
  if (found.filter(({ removed }) => !removed).length !== wanted.length) throw new ParleyError('E_NOT_FOUND');
  return wanted;
}
