import type { Entry } from '@parley/protocol';
import type { Context } from '../context.ts';
import { changeGroupRecorded, type GroupChange, type GroupContext } from './group-change.ts';

/**
 * Removes a member from a group. The removal is the last entry that they may read.
 * @throws ParleyError `E_FORBIDDEN` unless an owner does it, or an admin removes a plain member; `E_NOT_A_MEMBER`
 */
export async function removeMember(
  context: GroupContext & Pick<Context, 'audit'>,
  change: GroupChange<'removed'>,
): Promise<Entry> {
  const { member } = change.body;
  return changeGroupRecorded(context, change, { kind: 'member_removed', details: { member } });
}
