import type { Entry } from '@parley/protocol';
import type { Context } from '../context.ts';
import { changeGroupRecorded, type GroupChange, type GroupContext } from './group-change.ts';

/**
 * Deletes a group for good: the last entry of its log. Owners only.
 * @throws ParleyError `E_FORBIDDEN`, `E_CONVERSATION_ENDED`
 */
export async function endGroup(
  context: GroupContext & Pick<Context, 'audit'>,
  change: GroupChange<'ended'>,
): Promise<Entry> {
  return changeGroupRecorded(context, change, { kind: 'group_ended' });
}
