import { isRoom, LIMITS, ParleyError, roleOf, type ResponseOf, type Uuid } from '@parley/protocol';
import type { Context } from '../context.ts';

/**
 * Who is banned from a room, for its owners and admins.
 * @param after the last known one
 * @throws ParleyError `E_NOT_FOUND` for whoever is not in it, `E_FORBIDDEN` for plain members
 */
export async function bannedPeople(
  { conversations }: Pick<Context, 'conversations'>,
  asker: Uuid,
  room: Uuid,
  after = '',
): Promise<ResponseOf<'bans'>> {
  const state = await conversations.state(room, [asker]);
  if (state === undefined || !isRoom(state)) throw new ParleyError('E_NOT_FOUND');
  const role = roleOf(state, asker);
  if (role === null) throw new ParleyError('E_NOT_FOUND');
  if (role === 'member') throw new ParleyError('E_FORBIDDEN');
  const found = await conversations.bannedFrom(room, after, LIMITS.pageBans + 1);
  return { uids: found.slice(0, LIMITS.pageBans), more: found.length > LIMITS.pageBans };
}
