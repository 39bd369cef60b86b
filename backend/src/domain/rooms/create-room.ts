import { GENERAL, ParleyError, type Credential, type Entry, type Uuid } from '@parley/protocol';
import type { Context } from '../context.ts';
import { isDerivedId } from '../groups/derived-id.ts';
import type { GroupChange } from '../groups/group-change.ts';
import { appendRecorded, type AppendContext } from '../log/append.ts';
import { checkCredential } from '../passwords/credential-change.ts';
import { unlessStored } from '../log/unless-stored.ts';
import { claimName } from './claim-name.ts';
import { keepCredential, type LockContext } from './lock-room.ts';

export type CreationContext = AppendContext & Pick<Context, 'users' | 'audit' | 'rules' | 'roomNames'>;

/**
 * Creates a room, owned by its creator, who is alone in it at first.
 * @param credential of its password, where it begins with one, as its body says
 * @throws ParleyError `E_FORBIDDEN` where only administrators create rooms, `E_ROOM_NAME_TAKEN`, `E_CONVERSATION_EXISTS`
 */
export async function createRoom(
  context: CreationContext & LockContext,
  creation: GroupChange<'created'>,
  credential?: Credential,
): Promise<Entry> {
  const { conversation } = creation;
  if (isDerivedId(conversation) || conversation === GENERAL) throw new ParleyError('E_BAD_REQUEST');
  if (credential !== undefined) checkCredential(credential);
  await checkCreation(context, creation);
  if (credential !== undefined) await keepCredential(context, creation, credential);
  return appendCreation(context, creation);
}

/** Creates a room under any id, without a password. @throws ParleyError like `createRoom` */
export async function beginRoom(context: CreationContext, creation: GroupChange<'created'>): Promise<Entry> {
  await checkCreation(context, creation);
  return appendCreation(context, creation);
}

async function checkCreation(context: CreationContext, creation: GroupChange<'created'>): Promise<void> {
  const { conversation, sender, body } = creation;
  await unlessStored(context, creation, async () => {
    await checkMayCreate(context, sender);
    if ((await context.conversations.state(conversation)) !== undefined)
      throw new ParleyError('E_CONVERSATION_EXISTS');
    await claimName(context, creation, body.name ?? '');
  });
}

function appendCreation(context: CreationContext, creation: GroupChange<'created'>): Promise<Entry> {
  return appendRecorded(context, creation, { kind: 'group_created' });
}

/** How a room begins. */
export function roomOf(
  owner: Uuid,
  name: string,
  visibility: 'public' | 'locked' = 'public',
): GroupChange<'created'>['body'] {
  return {
    kind: 'created',
    type: 'group',
    name,
    visibility,
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
