import type { Entry } from '@parley/protocol';
import { changeGroup, type GroupCommand, type GroupContext } from './group-command.ts';

/**
 * Takes somebody out of a group by his own wish.
 * @throws ParleyError `E_LAST_OWNER` where that leaves others without an owner
 */
export async function leaveGroup(context: GroupContext, command: GroupCommand): Promise<Entry> {
  return changeGroup(context, command, { kind: 'left' });
}
