import type { Entry } from '@parley/protocol';
import type { Context } from '../context.ts';
import { unlessStored } from '../log/unless-stored.ts';
import { checkPerson } from '../machines/check-entry.ts';
import { changeGroupRecorded, type GroupChange, type GroupContext } from './group-change.ts';

/**
 * Gives a member another role. Owners only.
 * @throws ParleyError `E_FORBIDDEN`, `E_NOT_A_MEMBER`, `E_LAST_OWNER`, `E_SCOPE` for a machine that would own it
 */
export async function changeRole(
  context: GroupContext & Pick<Context, 'audit' | 'users' | 'machines'>,
  change: GroupChange<'roleChanged'>,
): Promise<Entry> {
  const { member, role } = change.body;
  if (role === 'owner') await unlessStored(context, change, () => checkPerson(context, member));
  return changeGroupRecorded(context, change, { kind: 'role_changed', details: { member, role } });
}
