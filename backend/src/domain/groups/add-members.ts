import type { Entry } from '@parley/protocol';
import type { Context } from '../context.ts';
import { checkHaveKeys } from '../keys/check-have-keys.ts';
import { checkEntry } from '../machines/check-entry.ts';
import { unlessStored } from '../log/unless-stored.ts';
import { checkUsers } from './check-users.ts';
import { changeGroup, type GroupChange, type GroupContext } from './group-change.ts';

/**
 * Adds people to a group, all or none.
 * @throws ParleyError `E_FORBIDDEN` for plain members, `E_ALREADY_MEMBER`, `E_TOO_MANY_MEMBERS`, `E_NOT_FOUND`, and `E_NO_KEYS` for
 * somebody to whom nothing can be sealed, `E_SCOPE` for a machine that may not be in the group
 */
export async function addMembers(
  context: GroupContext & Pick<Context, 'users' | 'machines' | 'keys'>,
  change: GroupChange<'added'>,
): Promise<Entry> {
  const members = [...new Set(change.body.members)];
  await unlessStored(context, change, async () => {
    await checkUsers(context, members);
    await checkEntry(context, members, change.conversation);
    if (change.payload !== undefined) await checkHaveKeys(context, members);
  });
  return changeGroup(context, change);
}
