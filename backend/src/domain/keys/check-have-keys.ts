import { ParleyError, type Uuid } from '@parley/protocol';
import type { Context } from '../context.ts';

/**
 * Checks that everyone has keys, so that something can be sealed to them. Removed accounts need none: they are left out of new epochs.
 * @throws ParleyError `E_NO_KEYS`
 */
export async function checkHaveKeys(
  { keys, users }: Pick<Context, 'keys' | 'users'>,
  uids: readonly Uuid[],
): Promise<void> {
  const having = await keys.having(uids);
  const without = uids.filter((uid) => !having.has(uid));
  if (without.length === 0) return;
  const found = await users.byUid(without);
  if (found.some(({ removed }) => !removed)) throw new ParleyError('E_NO_KEYS');
}
