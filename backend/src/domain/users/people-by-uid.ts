import { ParleyError, Uuid, type Person } from '@parley/protocol';
import type { Context } from '../context.ts';
import { people } from './people.ts';

/** The most uids per request. */
const MOST = 200;

/**
 * The users with these uids; unknown ones are left out.
 * @param uids comma-separated
 * @throws ParleyError `E_BAD_REQUEST` unless it is a list of at most 200 uids
 */
export async function peopleByUid(
  context: Pick<Context, 'users' | 'conversations' | 'onlineUsers'>,
  uid: Uuid,
  uids: string,
): Promise<Person[]> {
  const wanted = [...new Set(uids.split(','))];
  if (wanted.length > MOST || wanted.some((one) => !Uuid.safeParse(one).success))
    throw new ParleyError('E_BAD_REQUEST');
  return people(context, uid, await context.users.byUid(wanted));
}
