import { ANNOUNCEMENTS, ParleyError, type BroadcastMessage, type Entry, type Uuid } from '@parley/protocol';
import type { Context } from '../context.ts';
import type { Author } from '../log/command.ts';
import { append } from '../log/append.ts';
import { checkNotMuted } from '../moderation/check-not-muted.ts';
import { unlessStored } from '../log/unless-stored.ts';

/**
 * Appends to the announcements: administrators anything, everyone else reactions.
 * @param via the connection that gets the entry as its answer
 * @throws ParleyError `E_FORBIDDEN`, `E_MUTED`
 */
export async function sendAnnouncement(
  context: Pick<Context, 'conversations' | 'users' | 'mutedPeople' | 'publisher' | 'clock'>,
  { uid }: Author,
  { id, body, payload }: BroadcastMessage,
  via?: string,
): Promise<Entry> {
  const command = { conversation: ANNOUNCEMENTS, id, sender: uid, body, payload };
  await checkNotMuted(context, command);
  if (body.kind !== 'reaction') await unlessStored(context, command, () => checkAnnouncer(context, uid));
  return append(context, command, via);
}

/** @throws ParleyError `E_FORBIDDEN` unless the user is an administrator */
export async function checkAnnouncer({ users }: Pick<Context, 'users'>, uid: Uuid): Promise<void> {
  const [user] = await users.byUid([uid]);
  if (user?.admin !== true) throw new ParleyError('E_FORBIDDEN');
}
