import { ParleyError, type Hook, type Uuid } from '@parley/protocol';
import { record } from '../audit/record.ts';
import type { Context } from '../context.ts';
import { checkMayManage } from './check-may-manage.ts';
import { checkHookQuota } from './check-hook-quota.ts';
import { shownHook, type StoredHook } from './stored-hook.ts';

/**
 * Makes somebody who may make webhooks here the maker of one, so that it works on when who made it no longer may. Its address and secret
 * stay.
 * @throws ParleyError those of `checkMayManage`, `E_NOT_FOUND`, `E_TOO_MANY_HOOKS`
 */
export async function takeOverHook(
  context: Pick<Context, 'conversations' | 'users' | 'machines' | 'hooks' | 'audit' | 'clock'>,
  uid: Uuid,
  conversation: Uuid,
  id: Uuid,
): Promise<Hook> {
  await checkMayManage(context, uid, conversation);
  const before = await context.hooks.find(id);
  if (before?.conversation !== conversation) throw new ParleyError('E_NOT_FOUND');
  if (before.createdBy === uid) return shownHook(before);
  await checkHookQuota(context, uid, before);
  const hook = await context.hooks.setMaker(id, uid);
  if (hook === undefined) throw new ParleyError('E_NOT_FOUND');
  await answerFor(context, hook);
  const details = { id, conversation, kind: hook.kind, from: before.createdBy };
  await record(context, { kind: 'hook_taken_over', uid, details });
  return shownHook(hook);
}

/** Who made a webhook answers for the account that it speaks through. */
async function answerFor({ machines }: Pick<Context, 'machines'>, hook: StoredHook): Promise<void> {
  if (hook.kind !== 'incoming') return;
  const author = await machines.find(hook.author);
  if (author !== undefined) await machines.change(hook.author, { ...author.details, owner: hook.createdBy });
}
