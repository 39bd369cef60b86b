import type { Entry } from '@parley/protocol';
import type { Context } from '../context.ts';
import { changeGroupRecorded, type GroupChange, type GroupContext } from './group-change.ts';

/**
 * Deletes a group for good: the last entry of its log. Owners only.
 * @throws ParleyError `E_FORBIDDEN`, `E_CONVERSATION_ENDED`
 */
export async function endGroup(
  context: GroupContext & Pick<Context, 'audit' | 'roomLocks'>,
  change: GroupChange<'ended'>,
): Promise<Entry> {
  const entry = await changeGroupRecorded(context, change, { kind: 'group_ended' });
  await context.roomLocks.keepOnly(change.conversation, undefined, Number.MAX_SAFE_INTEGER);
  return entry;
}
