import { ParleyError, type Entry } from '@parley/protocol';
import type { Context } from '../context.ts';
import { changeGroupRecorded, type GroupChange, type GroupContext } from '../groups/group-change.ts';
import { unlessStored } from '../log/unless-stored.ts';

type BanContext = GroupContext & Pick<Context, 'audit'>;

/**
 * Takes somebody out of a room, if they are in it, and keeps them out. The ban is the last entry that they may read. Who is not in the
 * room can be banned, too: otherwise nobody could be who leaves after each message.
 * @throws ParleyError `E_FORBIDDEN` unless an owner does it, or an admin bans a plain member; `E_ALREADY_BANNED`; `E_NOT_FOUND` for
 * somebody without an account
 */
export async function banMember(
  context: BanContext & Pick<Context, 'users'>,
  change: GroupChange<'banned'>,
): Promise<Entry> {
  const { member } = change.body;
  await unlessStored(context, change, async () => {
    if ((await context.users.byUid([member])).length === 0) throw new ParleyError('E_NOT_FOUND');
  });
  return changeGroupRecorded(context, change, { kind: 'member_banned', details: { member } });
}

/**
 * Lets somebody who was banned come back.
 * @throws ParleyError `E_FORBIDDEN` for plain members, `E_NOT_BANNED`
 */
export async function unbanMember(context: BanContext, change: GroupChange<'unbanned'>): Promise<Entry> {
  const { member } = change.body;
  return changeGroupRecorded(context, change, { kind: 'member_unbanned', details: { member } });
}
