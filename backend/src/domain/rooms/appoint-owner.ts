import { isRoom, ParleyError, roleOf, type Entry } from '@parley/protocol';
import type { Context } from '../context.ts';
import { checkUsers } from '../groups/check-users.ts';
import { changeGroupRecorded, type GroupChange, type GroupContext } from '../groups/group-change.ts';
import { checkPerson } from '../machines/check-entry.ts';
import { unlessStored } from '../log/unless-stored.ts';

/**
 * Gives a room whose owners' accounts are all deactivated a new owner, in the name of an administrator of the server, who may be outside of
 * the room. Whether the sender is an administrator, the caller knows.
 * @throws ParleyError `E_ROOM_HAS_OWNER`, `E_NOT_A_MEMBER` for somebody who is not in the room, `E_NOT_FOUND` for an account that is
 * not in use, or if it is no room
 */
export async function appointOwner(
  context: GroupContext & Pick<Context, 'audit' | 'users' | 'machines'>,
  change: GroupChange<'appointed'>,
): Promise<Entry> {
  const { member } = change.body;
  await unlessStored(context, change, async () => {
    await checkAbandoned(context, change);
    await checkUsers(context, [member]);
    await checkPerson(context, member);
  });
  return changeGroupRecorded(context, change, { kind: 'owner_appointed', details: { member } });
}

async function checkAbandoned(
  { conversations, users }: Pick<Context, 'conversations' | 'users'>,
  { conversation }: Pick<GroupChange<'appointed'>, 'conversation'>,
): Promise<void> {
  const state = await conversations.state(conversation);
  if (state === undefined || !isRoom(state)) throw new ParleyError('E_NOT_FOUND');
  const owners = Object.keys(state.members).filter((uid) => roleOf(state, uid) === 'owner');
  const inUse = (await users.byUid(owners)).filter(({ removed }) => !removed);
  if (inUse.length > 0) throw new ParleyError('E_ROOM_HAS_OWNER');
}
