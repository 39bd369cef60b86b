import { ANNOUNCEMENTS, ParleyError, type BroadcastMessage, type Entry, type Uuid } from '@parley/protocol';
import type { Context } from '../context.ts';
import { append } from '../conversations/append.ts';

/**
 * Appends to the announcements: administrators anything, everyone else reactions.
 * @throws ParleyError `E_FORBIDDEN`
 */
export async function sendAnnouncement(
  context: Pick<Context, 'conversations' | 'users' | 'publisher' | 'clock'>,
  uid: Uuid,
  { id, body, payload }: BroadcastMessage,
): Promise<Entry> {
  const [user] = await context.users.byUid([uid]);
  if (user?.admin !== true && body.kind !== 'reaction') throw new ParleyError('E_FORBIDDEN');
  return append(context, { conversation: ANNOUNCEMENTS, id, sender: uid, body, payload });
}
