import type { Entry } from '@parley/protocol';
import { changeGroup, type GroupChange, type GroupContext } from './group-change.ts';

/**
 * Takes a user out of a group at their own request.
 * @throws ParleyError `E_LAST_OWNER` if others would be left without an owner
 */
export async function leaveGroup(context: GroupContext, change: GroupChange<'left'>): Promise<Entry> {
  return changeGroup(context, change);
}
