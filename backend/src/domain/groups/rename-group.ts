import type { Entry } from '@parley/protocol';
import { changeGroup, type GroupChange, type GroupContext } from './group-change.ts';

/**
 * Gives a group another name.
 * @throws ParleyError `E_FORBIDDEN` for plain members
 */
export async function renameGroup(context: GroupContext, change: GroupChange<'renamed'>): Promise<Entry> {
  return changeGroup(context, change);
}
