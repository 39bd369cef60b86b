import type { Entry, Uuid } from '@parley/protocol';
import type { Context } from '../context.ts';
import { checkUsers } from './check-users.ts';
import { changeGroup, type GroupCommand, type GroupContext } from './group-command.ts';
import { unlessStored } from '../log/unless-stored.ts';

/**
 * Adds people to a group, all or none.
 * @throws ParleyError `E_FORBIDDEN` for plain members, `E_ALREADY_MEMBER`, `E_TOO_MANY_MEMBERS`, `E_NOT_FOUND`
 */
export async function addMembers(
  context: GroupContext & Pick<Context, 'users'>,
  command: GroupCommand,
  uids: readonly Uuid[],
): Promise<Entry> {
  const members = [...new Set(uids)];
  await unlessStored(context, { ...command, sender: command.uid }, () => checkUsers(context, members));
  return changeGroup(context, command, { kind: 'added', members });
}
