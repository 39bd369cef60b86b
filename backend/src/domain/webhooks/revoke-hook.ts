import { ParleyError, type Uuid } from '@parley/protocol';
import { record } from '../audit/record.ts';
import type { Context } from '../context.ts';
import { checkManages } from './check-may-manage.ts';
import { removeHook } from './remove-hook.ts';
import type { RetireContext } from './retire-author.ts';

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
  if (!(await removeHook(context, hook))) throw new ParleyError('E_NOT_FOUND');
  await record(context, { kind: 'hook_revoked', uid, details: { id, conversation, kind: hook.kind } });
}
