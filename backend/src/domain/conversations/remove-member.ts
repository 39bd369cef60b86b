import type { Entry, Uuid } from '@parley/protocol';
import { record } from '../audit/record.ts';
import type { Context } from '../context.ts';
import { changeGroup, type GroupCommand, type GroupContext } from './group-command.ts';

/**
 * Removes a member from a group. The removal is the last entry that they may read.
 * @throws ParleyError `E_FORBIDDEN` unless an owner does it, or an admin removes a plain member; `E_NOT_A_MEMBER`
 */
export async function removeMember(
  context: GroupContext & Pick<Context, 'audit'>,
  command: GroupCommand,
  member: Uuid,
): Promise<Entry> {
  const entry = await changeGroup(context, command, { kind: 'removed', member });
  const { uid, conversation } = command;
  await record(context, { kind: 'member_removed', uid, details: { conversation, member } });
  return entry;
}
