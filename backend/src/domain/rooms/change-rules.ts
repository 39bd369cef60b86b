import type { Entry } from '@parley/protocol';
import { changeGroup, type GroupChange, type GroupContext } from '../groups/group-change.ts';

/**
 * Says what plain members of a room may do: how often they write, or not at all. Owners and admins.
 * @throws ParleyError `E_FORBIDDEN`, also if it is no room
 */
export async function changeRules(
  context: GroupContext,
  change: GroupChange<'rulesChanged'>,
): Promise<Entry> {
  return changeGroup(context, change);
}
