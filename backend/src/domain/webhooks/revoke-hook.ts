import { ParleyError, type Uuid } from '@parley/protocol';
import { record } from '../audit/record.ts';
import type { Context } from '../context.ts';
import { checkManages } from './check-may-manage.ts';
import { retireAuthor, type RetireContext } from './retire-author.ts';

/**
 * Ends a webhook for good. What an incoming one has said stays, and so does its account, which leaves and can no longer speak.
 * @throws ParleyError those of `checkManages`, `E_NOT_FOUND`
 */
export async function revokeHook(
  context: RetireContext & Pick<Context, 'hooks' | 'audit'>,
  uid: Uuid,
  conversation: Uuid,
  id: Uuid,
): Promise<void> {
  await checkManages(context, uid, conversation);
  const hook = await context.hooks.find(id);
  if (hook?.conversation !== conversation) throw new ParleyError('E_NOT_FOUND');
  // First: if the server dies in between, the webhook is still there to be revoked.
  if (hook.kind === 'incoming') await retireAuthor(context, hook);
  if (!(await context.hooks.remove(id))) throw new ParleyError('E_NOT_FOUND');
  await record(context, { kind: 'hook_revoked', uid, details: { id, conversation, kind: hook.kind } });
}
