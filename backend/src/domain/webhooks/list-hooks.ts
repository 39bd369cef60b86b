import type { Hook, User, Uuid } from '@parley/protocol';
import type { Context } from '../context.ts';
import { checkManages } from './check-may-manage.ts';
import { shownHook } from './stored-hook.ts';

/**
 * The webhooks of a conversation, oldest first, and who made them: also after its end, and where it is sealed now.
 * @throws ParleyError those of `checkManages`
 */
export async function listHooks(
  context: Pick<Context, 'conversations' | 'users' | 'hooks'>,
  uid: Uuid,
  conversation: Uuid,
): Promise<{ readonly hooks: Hook[]; readonly users: User[] }> {
  await checkManages(context, uid, conversation);
  const hooks = (await context.hooks.ofConversation(conversation)).map(shownHook);
  const makers = [...new Set(hooks.map(({ createdBy }) => createdBy))];
  return { hooks, users: [...(await context.users.byUid(makers))] };
}
