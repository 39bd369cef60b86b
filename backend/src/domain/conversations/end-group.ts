import type { Entry } from '@parley/protocol';
import { record } from '../audit/record.ts';
import type { Context } from '../context.ts';
import { changeGroup, type GroupCommand, type GroupContext } from './group-command.ts';

/**
 * Deletes a group for good: the last entry of its log. Owners only.
 * @throws ParleyError `E_FORBIDDEN`, `E_CONVERSATION_ENDED`
 */
export async function endGroup(
  context: GroupContext & Pick<Context, 'audit'>,
  command: GroupCommand,
): Promise<Entry> {
  const entry = await changeGroup(context, command, { kind: 'ended' });
  const { uid, conversation } = command;
  await record(context, { kind: 'group_ended', uid, details: { conversation } });
  return entry;
}
