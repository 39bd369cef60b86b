import { ANNOUNCEMENTS, BroadcastMessage } from '@parley/protocol';
import { sendAnnouncement } from '../../domain/messages/send-announcement.ts';
import { handler } from '../event-handler.ts';
import { takeMessage } from './take-message.ts';

/** A message to everybody. */
export const broadcastMessage = handler<'broadcastMessage'>(
  BroadcastMessage,
  async (context, { data }, message) => {
    await takeMessage(context, data.uid, { conversation: ANNOUNCEMENTS, id: message.id });
    return sendAnnouncement(context, data.uid, message);
  },
);
