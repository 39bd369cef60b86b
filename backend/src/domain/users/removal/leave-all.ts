import {
  currentMembers,
  ParleyError,
  roleOf,
  type Body,
  type ConversationState,
  type Uuid,
} from '@parley/protocol';
import type { Context } from '../../context.ts';
import { isDerivedId } from '../../groups/derived-id.ts';
import { changeGroup, changeGroupRecorded, type GroupContext } from '../../groups/group-change.ts';
import { isMachine } from '../is-machine.ts';

export type LeaveContext = GroupContext & Pick<Context, 'users' | 'audit' | 'random'>;

/**
 * Takes somebody out of all their rooms and open groups, in their own name. Whoever owns one alone hands it to one of its admins first,
 * or in a group to any member. They stay in sealed groups, which only a device of theirs can leave, and in rooms without anybody to own
 * them, for which an administrator appoints an owner.
 */
export async function leaveAll(context: LeaveContext, uid: Uuid): Promise<void> {
  for (const conversation of await context.conversations.conversationsOf(uid))
    if (!isDerivedId(conversation)) await leave(context, conversation, uid);
}

async function leave(context: LeaveContext, conversation: Uuid, uid: Uuid): Promise<void> {
  const state = await context.conversations.state(conversation, [uid]);
  if (state?.protection !== 'open' || state.ended || roleOf(state, uid) === null) return;
  if (await triesToLeave(context, conversation, uid)) return;
  const heir = await heirOf(context, state, uid);
  if (heir === undefined) return;
  const body: Body = { kind: 'roleChanged', member: heir, role: 'owner' };
  const change = { conversation, id: context.random.uuid(), sender: uid, body };
  try {
    await changeGroupRecorded(context, change, {
      kind: 'role_changed',
      details: { member: heir, role: 'owner' },
    });
  } catch (error) {
    // Another server that erases the same account may have handed it over already.
    if (await triesToLeave(context, conversation, uid)) return;
    throw error;
  }
  await triesToLeave(context, conversation, uid);
}

/** @returns false for the last owner, who stays */
async function triesToLeave(context: LeaveContext, conversation: Uuid, uid: Uuid): Promise<boolean> {
  try {
    const id = context.random.uuid();
    await changeGroup(context, { conversation, id, sender: uid, body: { kind: 'left' } });
    return true;
  } catch (error) {
    if (!(error instanceof ParleyError)) throw error;
    // Another server that erases the same account was faster.
    if (error.code === 'E_NOT_A_MEMBER') return true;
    if (error.code !== 'E_LAST_OWNER') throw error;
    return false;
  }
}

/** Who owns it next: an admin, or else whoever is in it longest. The state of a room names its admins only. */
async function heirOf(
  { users }: Pick<Context, 'users'>,
  state: ConversationState,
  uid: Uuid,
): Promise<Uuid | undefined> {
  const others = currentMembers(state).filter((member) => member !== uid);
  const people = (await users.byUid(others)).filter((user) => !user.removed && !isMachine(user));
  const inUse = new Set(people.map((user) => user.uid));
  const able = others.filter((member) => inUse.has(member));
  return able.find((member) => roleOf(state, member) === 'admin') ?? able[0];
}
