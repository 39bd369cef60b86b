import {
  ANNOUNCEMENTS,
  isRoom,
  LIMITS,
  ParleyError,
  type ConversationState,
  type Hook,
  type Uuid,
} from '@parley/protocol';
import { record } from '../audit/record.ts';
import type { Context } from '../context.ts';
import { changeGroup, type GroupContext } from '../groups/group-change.ts';
import { createMachine } from '../machines/create-machine.ts';
import { newSecret } from '../passwords/new-secret.ts';
import { secretHash } from '../passwords/secret-hash.ts';
import { checkMayManage } from './check-may-manage.ts';
import { shownHook, type IncomingHook, type OutgoingHook, type StoredHook } from './stored-hook.ts';

type CreateContext = GroupContext & Pick<Context, 'users' | 'audit' | 'random' | 'hooks' | 'machines'>;

/** A webhook, and the secret that is shown once. */
export interface CreatedHook {
  readonly hook: Hook;
  readonly secret: string;
}

/** Who makes a hook, and where. */
interface Maker {
  readonly uid: Uuid;
  readonly conversation: Uuid;
}

/**
 * Makes a webhook that tools post to, and the account of kind machine that it speaks through, which comes into the conversation.
 * @throws ParleyError those of `checkMayManage`, `E_TOO_MANY_HOOKS`, and what refuses the account as a member
 */
export async function createIncomingHook(
  context: CreateContext,
  maker: Maker,
  name: string,
): Promise<CreatedHook> {
  const { conversation, uid } = maker;
  const state = await checkRoom(context, maker);
  const secret = newSecret(context.random);
  const { user } = await createMachine(
    context,
    {
      username: `hook_${Buffer.from(context.random.bytes(6)).toString('hex')}`,
      displayName: name,
      details: {
        ...{ owner: uid, purpose: 'An incoming webhook' },
        scopes: { read: false, write: true, direct: false, rooms: [conversation] },
      },
    },
    uid,
  );
  await bringIn(context, state, maker, user.uid);
  const hook: IncomingHook = {
    ...newHook(context, maker, name),
    ...{ kind: 'incoming', author: user.uid, secretHash: secretHash(secret) },
  };
  return { hook: await stored(context, hook), secret };
}

/**
 * Makes a webhook that is called on words.
 * @throws ParleyError those of `checkMayManage`, `E_TOO_MANY_HOOKS`
 */
export async function createOutgoingHook(
  context: CreateContext,
  maker: Maker,
  { name, url, words }: Pick<OutgoingHook, 'name' | 'url' | 'words'>,
): Promise<CreatedHook> {
  await checkRoom(context, maker);
  const secret = newSecret(context.random);
  const lower = [...new Set(words.map((word) => word.toLowerCase()))];
  const hook: OutgoingHook = {
    ...newHook(context, maker, name),
    ...{ kind: 'outgoing', url, secret, words: lower },
  };
  return { hook: await stored(context, hook), secret };
}

async function checkRoom(context: CreateContext, { uid, conversation }: Maker): Promise<ConversationState> {
  const state = await checkMayManage(context, uid, conversation);
  if ((await context.hooks.ofConversation(conversation)).length >= LIMITS.hooks)
    throw new ParleyError('E_TOO_MANY_HOOKS');
  return state;
}

function newHook(
  { random, clock }: Pick<Context, 'random' | 'clock'>,
  { uid, conversation }: Maker,
  name: string,
) {
  return { id: random.uuid(), conversation, name, createdBy: uid, createdAt: clock() };
}

async function stored(context: CreateContext, hook: StoredHook): Promise<Hook> {
  await context.hooks.create(hook);
  const { id, conversation, createdBy, kind } = hook;
  await record(context, { kind: 'hook_created', uid: createdBy, details: { id, conversation, kind } });
  return shownHook(hook);
}

/** Into a room its account comes by itself, past the password that who makes the hook could hand out. Into a group it is added. */
async function bringIn(
  context: GroupContext & Pick<Context, 'random'>,
  state: ConversationState,
  { uid, conversation }: Maker,
  machine: Uuid,
): Promise<void> {
  if (conversation === ANNOUNCEMENTS) return;
  const id = context.random.uuid();
  if (isRoom(state)) {
    const proven = state.lock === undefined ? {} : { proven: state.lock };
    await changeGroup(context, { conversation, id, sender: machine, body: { kind: 'joined' }, ...proven });
  } else {
    await changeGroup(context, {
      conversation,
      id,
      sender: uid,
      body: { kind: 'added', members: [machine] },
    });
  }
}
