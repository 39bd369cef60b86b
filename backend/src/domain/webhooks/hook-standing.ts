import { ParleyError } from '@parley/protocol';
import type { Context } from '../context.ts';
import { checkMayManage } from './check-may-manage.ts';
import type { StoredHook } from './stored-hook.ts';

/** `unbacked` where who made it may no longer do so, `over` where its conversation has ended or is sealed. */
export type HookStanding = 'good' | 'unbacked' | 'over';

/** What the page says of a webhook that is unbacked. */
export const UNBACKED = 'Who made it may no longer manage webhooks here.';

/**
 * Whether a webhook may still read or speak: only for as long as who made it might make it anew. Who was removed, demoted or
 * deactivated keeps nothing through it.
 */
export async function hookStanding(
  context: Pick<Context, 'conversations' | 'users'>,
  { createdBy, conversation }: Pick<StoredHook, 'createdBy' | 'conversation'>,
): Promise<HookStanding> {
  try {
    await checkMayManage(context, createdBy, conversation);
    return 'good';
  } catch (error) {
    if (!(error instanceof ParleyError)) throw error;
    switch (error.code) {
      case 'E_NOT_FOUND':
      case 'E_FORBIDDEN':
        return 'unbacked';
      case 'E_SEALED':
      case 'E_CONVERSATION_ENDED':
        return 'over';
      default:
        throw error;
    }
  }
}
