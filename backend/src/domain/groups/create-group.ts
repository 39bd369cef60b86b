import { LIMITS, ParleyError, type Body, type CreateGroup, type Entry, type Uuid } from '@parley/protocol';
import type { Context } from '../context.ts';
import { appendRecorded, type AppendContext } from '../log/append.ts';
import { checkUsers } from './check-users.ts';
import { isDerivedId } from './derived-id.ts';
import { unlessStored } from '../log/unless-stored.ts';

/**
 * Creates a private group, owned by its creator.
 * @throws ParleyError `E_CONVERSATION_EXISTS`, `E_NOT_FOUND` for an unknown member, `E_TOO_MANY_MEMBERS`
 */
export async function createGroup(
  context: AppendContext & Pick<Context, 'users' | 'audit'>,
  uid: Uuid,
  request: CreateGroup,
): Promise<Entry> {
  const { conversation, id } = request;
  if (isDerivedId(conversation)) throw new ParleyError('E_BAD_REQUEST');
  const others = [...new Set(request.members)].filter((member) => member !== uid);
  if (others.length + 1 > LIMITS.groupMembers) throw new ParleyError('E_TOO_MANY_MEMBERS');
  const command = { conversation, id, sender: uid, body: createdBy(uid, request, others) };
  await unlessStored(context, command, () => checkUsers(context, others));
  return appendRecorded(context, command, { kind: 'group_created' });
}

function createdBy(uid: Uuid, { name, history }: CreateGroup, others: readonly Uuid[]): Body {
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
