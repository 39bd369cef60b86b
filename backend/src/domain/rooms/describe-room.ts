import type { Entry, RoomLook } from '@parley/protocol';
import { changeGroup, type GroupChange, type GroupContext } from '../groups/group-change.ts';

/**
 * Says how a room presents itself. Owners and admins.
 * @throws ParleyError `E_FORBIDDEN`, also if it is no room
 */
export async function describeRoom(context: GroupContext, change: GroupChange<'described'>): Promise<Entry> {
  return changeGroup(context, change);
}

/** The body that says a look. */
export function describedAs({
  topic,
  description,
  icon,
  colour,
}: RoomLook): GroupChange<'described'>['body'] {
  return {
    kind: 'described',
    look: {
      topic,
      description,
      ...(icon !== undefined && { icon }),
      ...(colour !== undefined && { colour }),
    },
    keepsRights: true,
  };
}
