import { ANNOUNCEMENTS } from '@parley/protocol';
import { sendAnnouncement } from '../../domain/messages/send-announcement.ts';
import type { EventHandler } from './event-handler.ts';
import { takeMessage } from './take-message.ts';

/** A message to everyone. */
export const broadcastMessage: EventHandler<'broadcastMessage'> = async (context, { id, data }, message) => {
  await takeMessage(context, data, { ...message, conversation: ANNOUNCEMENTS });
  return sendAnnouncement(context, data, message, id);
};
