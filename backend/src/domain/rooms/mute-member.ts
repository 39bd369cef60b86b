import type { Entry } from '@parley/protocol';
import { changeGroup, type GroupChange, type GroupContext } from '../groups/group-change.ts';

/**
 * Keeps a member of a room from writing for a time, in place of what was said about it before; 0 seconds let them write again.
 * @throws ParleyError `E_FORBIDDEN` unless an owner does it, or an admin mutes a plain member; `E_NOT_A_MEMBER`
 */
export async function muteMember(context: GroupContext, change: GroupChange<'muted'>): Promise<Entry> {
  return changeGroup(context, change);
}
