import type { Entry } from '@parley/protocol';
import { changeGroup, type GroupCommand, type GroupContext } from './group-command.ts';

/**
 * Gives a group another name.
 * @throws ParleyError `E_FORBIDDEN` for plain members
 */
export async function renameGroup(
  context: GroupContext,
  command: GroupCommand,
  name: string,
): Promise<Entry> {
  return changeGroup(context, command, { kind: 'renamed', name });
}
