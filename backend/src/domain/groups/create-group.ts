import { GENERAL, LIMITS, ParleyError, type CreateOpenGroup, type Entry, type Uuid } from '@parley/protocol';
import type { Context } from '../context.ts';
import { checkHaveKeys } from '../keys/check-have-keys.ts';
import { appendRecorded, type AppendContext } from '../log/append.ts';
import { checkEntry } from '../machines/check-entry.ts';
import { unlessStored } from '../log/unless-stored.ts';
import { checkUsers } from './check-users.ts';
import { isDerivedId } from './derived-id.ts';
import type { GroupChange } from './group-change.ts';

/**
 * Creates a private group, owned by its creator.
 * @throws ParleyError `E_CONVERSATION_EXISTS`, `E_NOT_FOUND` for an unknown member, `E_TOO_MANY_MEMBERS`; in a sealed one `E_NO_KEYS`
 */
export async function createGroup(
  context: AppendContext & Pick<Context, 'users' | 'machines' | 'audit' | 'keys'>,
  creation: GroupChange<'created'>,
): Promise<Entry> {
  const { conversation, sender, body } = creation;
  if (isDerivedId(conversation) || conversation === GENERAL) throw new ParleyError('E_BAD_REQUEST');
  if (body.members.length > LIMITS.groupMembers) throw new ParleyError('E_TOO_MANY_MEMBERS');
  const uids = [...new Set(body.members.map(({ uid }) => uid))];
  await unlessStored(context, creation, async () => {
    await checkUsers(
      context,
      uids.filter((uid) => uid !== sender),
    );
    await checkEntry(context, uids, conversation);
    if (body.protection === 'sealed') await checkHaveKeys(context, uids);
  });
  return appendRecorded(context, creation, { kind: 'group_created' });
}

/** How an open group begins. */
export function openGroupOf(
  uid: Uuid,
  { name, history, members }: Pick<CreateOpenGroup, 'name' | 'history' | 'members'>,
): GroupChange<'created'>['body'] {
  const others = [...new Set(members)].filter((member) => member !== uid);
  return {
    kind: 'created',
    type: 'group',
    name,
    visibility: 'private',
    protection: 'open',
    history,
    members: [{ uid, role: 'owner' }, ...others.map((other) => ({ uid: other, role: 'member' as const }))],
  };
}
