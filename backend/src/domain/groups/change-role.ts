import type { Entry, Role, Uuid } from '@parley/protocol';
import type { Context } from '../context.ts';
import { changeGroupRecorded, type GroupCommand, type GroupContext } from './group-command.ts';

/**
 * Gives a member another role. Owners only.
 * @throws ParleyError `E_FORBIDDEN`, `E_NOT_A_MEMBER`, `E_LAST_OWNER`
 */
export async function changeRole(
  context: GroupContext & Pick<Context, 'audit'>,
  command: GroupCommand,
  { member, role }: { readonly member: Uuid; readonly role: Role },
): Promise<Entry> {
  const event = { kind: 'role_changed', details: { member, role } } as const;
  return changeGroupRecorded(context, command, { kind: 'roleChanged', member, role }, event);
}
