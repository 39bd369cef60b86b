import type { Entry } from '@parley/protocol';
import { changeGroup, type GroupCommand, type GroupContext } from './group-command.ts';

/**
 * Takes a user out of a group at their own request.
 * @throws ParleyError `E_LAST_OWNER` if others would be left without an owner
 */
export async function leaveGroup(context: GroupContext, command: GroupCommand): Promise<Entry> {
  return changeGroup(context, command, { kind: 'left' });
}
