import { UUID } from '@parley/protocol';
import type { Context } from '../context.ts';
import type { Account } from './user-store.ts';

/** The account that is meant by a username or a uid, which no username looks like. */
export async function accountNamed(
  { users }: Pick<Context, 'users'>,
  name: string,
): Promise<Pick<Account, 'user'> | undefined> {
  if (!UUID.test(name)) return users.byUsername(name);
  const [user] = await users.byUid([name]);
  return user && { user };
}
