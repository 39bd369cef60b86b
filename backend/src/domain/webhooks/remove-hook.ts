import type { Context } from '../context.ts';
import { retireAuthor, type RetireContext } from './retire-author.ts';
import type { StoredHook } from './stored-hook.ts';

/** Removes a webhook with what it has queued, and deactivates its account. @returns whether it was still there */
export async function removeHook(
  context: RetireContext & Pick<Context, 'hooks'>,
  hook: StoredHook,
): Promise<boolean> {
  // First: if the server dies in between, the webhook is still there to be removed.
  if (hook.kind === 'incoming') await retireAuthor(context, hook);
  return context.hooks.remove(hook.id);
}
