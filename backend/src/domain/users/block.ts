import { ParleyError, type Uuid } from '@parley/protocol';
import type { Context } from '../context.ts';

/**
 * Blocks a user, who does not notice: their messages are stored and acknowledged as before.
 * @throws ParleyError `E_NOT_FOUND` for an unknown user, `E_BAD_REQUEST` for oneself
 */
export async function block(
  { users, publisher }: Pick<Context, 'users' | 'publisher'>,
  uid: Uuid,
  other: Uuid,
): Promise<void> {
  if (uid === other) throw new ParleyError('E_BAD_REQUEST');
  if ((await users.byUid([other])).length === 0) throw new ParleyError('E_NOT_FOUND');
  await users.block(uid, other);
  publisher.blocksChanged(uid, other);
}
