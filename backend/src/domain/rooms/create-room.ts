import { GENERAL, ParleyError, type Entry, type Uuid } from '@parley/protocol';
import type { Context } from '../context.ts';
import { isDerivedId } from '../groups/derived-id.ts';
import type { GroupChange } from '../groups/group-change.ts';
import { appendRecorded, type AppendContext } from '../log/append.ts';
import { unlessStored } from '../log/unless-stored.ts';
import { claimName } from './claim-name.ts';

export type CreationContext = AppendContext & Pick<Context, 'users' | 'audit' | 'rules' | 'roomNames'>;

/**
 * Creates a room, owned by its creator, who is alone in it at first.
 * @throws ParleyError `E_FORBIDDEN` where only administrators create rooms, `E_ROOM_NAME_TAKEN`, `E_CONVERSATION_EXISTS`
 */
export async function createRoom(context: CreationContext, creation: GroupChange<'created'>): Promise<Entry> {
  const { conversation } = creation;
  if (isDerivedId(conversation) || conversation === GENERAL) throw new ParleyError('E_BAD_REQUEST');
  return beginRoom(context, creation);
}

/** Creates a room under any id. @throws ParleyError like `createRoom` */
export async function beginRoom(context: CreationContext, creation: GroupChange<'created'>): Promise<Entry> {
  const { conversation, sender, body } = creation;
  await unlessStored(context, creation, async () => {
    await checkMayCreate(context, sender);
    if ((await context.conversations.state(conversation)) !== undefined)
      throw new ParleyError('E_CONVERSATION_EXISTS');
    await claimName(context, creation, body.name ?? '');
  });
  return appendRecorded(context, creation, { kind: 'group_created' });
}

/** How a room begins. */
export function roomOf(owner: Uuid, name: string): GroupChange<'created'>['body'] {
  return {
    kind: 'created',
    type: 'group',
    name,
    visibility: 'public',
    protection: 'open',
    history: 'all',
    members: [{ uid: owner, role: 'owner' }],
  };
}

async function checkMayCreate({ users, rules }: Pick<Context, 'users' | 'rules'>, uid: Uuid): Promise<void> {
  if (rules.roomCreation === 'everyone') return;
  const [user] = await users.byUid([uid]);
  if (user?.admin !== true) throw new ParleyError('E_FORBIDDEN');
}
