import type { Entry, Uuid } from '@parley/protocol';
import type { Context } from '../context.ts';
import { changeGroupRecorded, type GroupCommand, type GroupContext } from './group-command.ts';

/**
 * Removes a member from a group. The removal is the last entry that they may read.
 * @throws ParleyError `E_FORBIDDEN` unless an owner does it, or an admin removes a plain member; `E_NOT_A_MEMBER`
 */
export async function removeMember(
  context: GroupContext & Pick<Context, 'audit'>,
  command: GroupCommand,
  member: Uuid,
): Promise<Entry> {
  const event = { kind: 'member_removed', details: { member } } as const;
  return changeGroupRecorded(context, command, { kind: 'removed', member }, event);
}
