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
import { checkHookQuota } from './check-hook-quota.ts';
import { retireAuthor } from './retire-author.ts';
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
  const state = await checkMayCreate(context, maker, 'incoming');
  const secret = newSecret(context.random);
  const hook: IncomingHook = {
    ...newHook(context, maker, name),
    ...{ kind: 'incoming', author: context.random.uuid(), secretHash: secretHash(secret) },
  };
  // First: whatever comes in between, no account stays that no page shows.
  await context.hooks.create(hook);
  try {
    await createAuthor(context, hook);
    await bringIn(context, state, maker, hook.author);
  } catch (error) {
    await retireAuthor(context, hook);
    await context.hooks.remove(hook.id);
    throw error;
  }
  return { hook: await recorded(context, hook), secret };
}

async function createAuthor(context: CreateContext, { author, name, ...hook }: IncomingHook): Promise<void> {
  const { createdBy, conversation } = hook;
  const username = `hook_${Buffer.from(context.random.bytes(6)).toString('hex')}`;
  const scopes = { read: false, write: true, direct: false, rooms: [conversation] };
  const details = { owner: createdBy, purpose: 'An incoming webhook', scopes };
  await createMachine(context, { uid: author, username, displayName: name, details }, createdBy);
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
  await checkMayCreate(context, maker, 'outgoing');
  const secret = newSecret(context.random);
  const lower = [...new Set(words.map((word) => word.toLowerCase()))];
  const hook: OutgoingHook = {
    ...newHook(context, maker, name),
    ...{ kind: 'outgoing', url, secret, words: lower },
  };
  await context.hooks.create(hook);
  return { hook: await recorded(context, hook), secret };
}

async function checkMayCreate(
  context: CreateContext,
  { uid, conversation }: Maker,
  kind: StoredHook['kind'],
): Promise<ConversationState> {
  const state = await checkMayManage(context, uid, conversation);
  const here = await context.hooks.ofConversation(conversation);
  if (here.length >= LIMITS.hooks) throw new ParleyError('E_TOO_MANY_HOOKS');
  await checkHookQuota(context, uid, { kind });
  return state;
}

function newHook(
  { random, clock }: Pick<Context, 'random' | 'clock'>,
  { uid, conversation }: Maker,
  name: string,
) {
  return { id: random.uuid(), conversation, name, createdBy: uid, createdAt: clock() };
}

async function recorded(context: CreateContext, hook: StoredHook): Promise<Hook> {
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
