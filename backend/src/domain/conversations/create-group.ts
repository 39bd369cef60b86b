import { LIMITS, ParleyError, type CreateGroup, type Entry, type Uuid } from '@parley/protocol';
import { record } from '../audit/record.ts';
import type { Context } from '../context.ts';
import { append } from './append.ts';
import { isDerivedId } from './derived-id.ts';
import { existingUsers } from './existing-users.ts';

/**
 * Creates a private group, owned by its creator.
 * @throws ParleyError `E_CONVERSATION_EXISTS`, `E_NOT_FOUND` for an unknown member, `E_TOO_MANY_MEMBERS`
 */
export async function createGroup(
  context: Pick<Context, 'conversations' | 'users' | 'publisher' | 'audit' | 'clock'>,
  uid: Uuid,
  { conversation, id, name, members, history }: CreateGroup,
): Promise<Entry> {
  if (isDerivedId(conversation)) throw new ParleyError('E_BAD_REQUEST');
  const others = await existingUsers(
    context,
    members.filter((member) => member !== uid),
  );
  if (others.length + 1 > LIMITS.groupMembers) throw new ParleyError('E_TOO_MANY_MEMBERS');
  const entry = await append(context, {
    conversation,
    id,
    sender: uid,
    body: {
      kind: 'created',
      type: 'group',
      name,
      visibility: 'private',
      protection: 'open',
      history,
      members: [{ uid, role: 'owner' }, ...others.map((other) => ({ uid: other, role: 'member' as const }))],
    },
  });
  await record(context, { kind: 'group_created', uid, details: { conversation } });
  return entry;
}
