import { LIMITS, ParleyError, type Uuid } from '@parley/protocol';
import type { Context } from '../context.ts';
import type { StoredHook } from './stored-hook.ts';

/**
 * Checks that somebody may have one more webhook.
 * @param hook the one that they would have; with an id if there is it already
 * @throws ParleyError `E_TOO_MANY_HOOKS`
 */
export async function checkHookQuota(
  { hooks }: Pick<Context, 'hooks'>,
  uid: Uuid,
  hook: Pick<StoredHook, 'kind'> & Partial<Pick<StoredHook, 'id'>>,
): Promise<void> {
  if ((await hooks.madeBy(uid)) >= LIMITS.hooksPerUser) throw new ParleyError('E_TOO_MANY_HOOKS');
  if (hook.kind === 'incoming') return;
  const rest = (await hooks.outgoing()).filter(({ id }) => id !== hook.id);
  const own = rest.filter(({ createdBy }) => createdBy === uid).length;
  if (own >= shareOf(LIMITS.hooksOfAll - (rest.length - own))) throw new ParleyError('E_TOO_MANY_HOOKS');
}

/** Of what others leave. The fewer these are, the fewer somebody has, so that a few people cannot keep everybody else from having any. */
function shareOf(left: number): number {
  return Math.ceil((LIMITS.hooksPerUser * left) / LIMITS.hooksOfAll);
}
