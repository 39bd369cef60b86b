import type { Entry, RoomLook } from '@parley/protocol';
import type { Context } from '../context.ts';
import { changeGroup, type GroupChange, type GroupContext } from '../groups/group-change.ts';
import { checkNotMuted } from '../moderation/check-not-muted.ts';

/**
 * Says how a room presents itself. Owners and admins.
 * @throws ParleyError `E_FORBIDDEN`, also if it is no room, `E_MUTED`
 */
export async function describeRoom(
  context: GroupContext & Pick<Context, 'mutedPeople'>,
  change: GroupChange<'described'>,
): Promise<Entry> {
  await checkNotMuted(context, change);
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
