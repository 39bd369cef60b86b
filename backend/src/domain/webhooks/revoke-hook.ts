import { ParleyError, type Uuid } from '@parley/protocol';
import { record } from '../audit/record.ts';
import type { Context } from '../context.ts';
import { checkManages } from './check-may-manage.ts';

/**
 * Ends a webhook for good. What an incoming one has said stays, and so does its account, which can no longer speak.
 * @throws ParleyError those of `checkManages`, `E_NOT_FOUND`
 */
export async function revokeHook(
  context: Pick<Context, 'conversations' | 'users' | 'hooks' | 'audit' | 'clock'>,
  uid: Uuid,
  conversation: Uuid,
  id: Uuid,
): Promise<void> {
  await checkManages(context, uid, conversation);
  const hook = await context.hooks.find(id);
  if (hook?.conversation !== conversation || !(await context.hooks.remove(id)))
    throw new ParleyError('E_NOT_FOUND');
  // Nobody logs in to it, and lists of people show it no longer.
  if (hook.kind === 'incoming') await context.users.setRemoved(hook.author, true);
  await record(context, { kind: 'hook_revoked', uid, details: { id, conversation, kind: hook.kind } });
}
