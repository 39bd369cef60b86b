import type { Entry } from '@parley/protocol';
import type { Context } from '../context.ts';
import { changeGroupRecorded, type GroupChange, type GroupContext } from './group-change.ts';

/**
 * Gives a member another role. Owners only.
 * @throws ParleyError `E_FORBIDDEN`, `E_NOT_A_MEMBER`, `E_LAST_OWNER`
 */
export async function changeRole(
  context: GroupContext & Pick<Context, 'audit'>,
  change: GroupChange<'roleChanged'>,
): Promise<Entry> {
  const { member, role } = change.body;
  return changeGroupRecorded(context, change, { kind: 'role_changed', details: { member, role } });
}
