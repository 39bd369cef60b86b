import type { Uuid } from '@parley/protocol';
import type { Context } from '../context.ts';

/** Removes a block; without one nothing happens. */
export async function unblock(
  { users, publisher }: Pick<Context, 'users' | 'publisher'>,
  uid: Uuid,
  other: Uuid,
): Promise<void> {
  await users.unblock(uid, other);
  publisher.blocksChanged(uid, other);
}
