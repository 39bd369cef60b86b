import { ParleyError, Uuid, type Person } from '@parley/protocol';
import type { Context } from '../context.ts';
import { people } from './people.ts';

/** How many one may ask for at once. */
const MOST = 200;

/**
 * The people with these uids; unknown ones are left out.
 * @param uids comma-separated
 * @throws ParleyError `E_BAD_REQUEST` for what is no list of at most 200 uids
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
