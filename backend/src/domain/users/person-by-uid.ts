import { ParleyError, type Uuid } from '@parley/protocol';
import type { Context } from '../context.ts';
import type { AccountEntry } from './user-store.ts';
import { isMachine } from './is-machine.ts';

/**
 * The account of a person that is there.
 * @throws ParleyError `E_NOT_FOUND`, also for one that was removed, `E_FORBIDDEN` for a machine
 */
export async function personByUid(
  { users }: Pick<Context, 'users'>,
  uid: Uuid,
): Promise<Pick<AccountEntry, 'user'>> {
  const entry = await users.entryOf(uid);
  if (entry === undefined || entry.deletion !== undefined) throw new ParleyError('E_NOT_FOUND');
  // Machines are suspended and resumed: their tokens have to live on.
  if (isMachine(entry.user)) throw new ParleyError('E_FORBIDDEN');
  return entry;
}
