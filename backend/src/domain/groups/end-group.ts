import type { Entry } from '@parley/protocol';
import type { Context } from '../context.ts';
import { changeGroupRecorded, type GroupCommand, type GroupContext } from './group-command.ts';

/**
 * Deletes a group for good: the last entry of its log. Owners only.
 * @throws ParleyError `E_FORBIDDEN`, `E_CONVERSATION_ENDED`
 */
export async function endGroup(
  context: GroupContext & Pick<Context, 'audit'>,
  command: GroupCommand,
): Promise<Entry> {
  return changeGroupRecorded(context, command, { kind: 'ended' }, { kind: 'group_ended' });
}
