import { ANNOUNCEMENTS, SYSTEM_UID } from '@parley/protocol';
import type { Context } from '../context.ts';
import { append } from '../log/append.ts';

/** Makes sure that the announcements exist; called at every start. */
export async function openAnnouncements(
  context: Pick<Context, 'conversations' | 'publisher' | 'clock'>,
): Promise<void> {
  await append(context, {
    conversation: ANNOUNCEMENTS,
    id: ANNOUNCEMENTS,
    sender: SYSTEM_UID,
    body: {
      kind: 'created',
      type: 'announcement',
      name: 'Announcements',
      visibility: 'public',
      protection: 'open',
      history: 'all',
      members: [],
    },
  });
}
