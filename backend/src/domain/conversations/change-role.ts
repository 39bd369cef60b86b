import type { Entry, Role, Uuid } from '@parley/protocol';
import { record } from '../audit/record.ts';
import type { Context } from '../context.ts';
import { changeGroup, type GroupCommand, type GroupContext } from './group-command.ts';

/**
 * Gives a member another role. Owners only.
 * @throws ParleyError `E_FORBIDDEN`, `E_NOT_A_MEMBER`, `E_LAST_OWNER`
 */
export async function changeRole(
  context: GroupContext & Pick<Context, 'audit'>,
  command: GroupCommand,
  { member, role }: { readonly member: Uuid; readonly role: Role },
): Promise<Entry> {
  const entry = await changeGroup(context, command, { kind: 'roleChanged', member, role });
  const { uid, conversation } = command;
  await record(context, { kind: 'role_changed', uid, details: { conversation, member, role } });
  return entry;
}
