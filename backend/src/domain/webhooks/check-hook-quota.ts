import { LIMITS, ParleyError, type Uuid } from '@parley/protocol';
import type { Context } from '../context.ts';

/**
 * Checks that somebody may have one more webhook.
 * @throws ParleyError `E_TOO_MANY_HOOKS`
 */
export async function checkHookQuota({ hooks }: Pick<Context, 'hooks'>, uid: Uuid): Promise<void> {
  if ((await hooks.madeBy(uid)) >= LIMITS.hooksPerUser) throw new ParleyError('E_TOO_MANY_HOOKS');
}
