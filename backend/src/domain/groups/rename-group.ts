import { isRoom, ParleyError, refusalByRole, type Entry } from '@parley/protocol';
import type { Context } from '../context.ts';
import { unlessStored } from '../log/unless-stored.ts';
import { checkNotMuted } from '../moderation/check-not-muted.ts';
import { claimName } from '../rooms/claim-name.ts';
import { changeGroup, type GroupChange, type GroupContext } from './group-change.ts';

/**
 * Gives a group another name. That of a room must be one that no other room has.
 * @throws ParleyError `E_FORBIDDEN` for plain members, `E_MUTED`, `E_ROOM_NAME_TAKEN`
 */
export async function renameGroup(
  context: GroupContext & Pick<Context, 'roomNames' | 'mutedPeople'>,
  change: GroupChange<'renamed'>,
): Promise<Entry> {
  await checkNotMuted(context, change);
  await unlessStored(context, change, () => claimForRoom(context, change));
  return changeGroup(context, change);
}

/** Whoever may not rename the room must not claim the name either: it would be taken for a minute. */
async function claimForRoom(
  context: GroupContext & Pick<Context, 'roomNames'>,
  change: GroupChange<'renamed'>,
): Promise<void> {
  const { conversation, sender, body } = change;
  const state = await context.conversations.state(conversation, [sender]);
  if (state === undefined || !isRoom(state)) return;
  const refusal = state.ended ? 'E_CONVERSATION_ENDED' : refusalByRole(state, sender, body);
  if (refusal !== undefined) throw new ParleyError(refusal);
  await claimName(context, change, body.name);
}
