import { GroupMessage } from '@parley/protocol';
import { sendGroup } from '../../domain/messages/send-group.ts';
import { handler } from '../event-handler.ts';
import { takeMessage } from './take-message.ts';

/** A message to a group. */
export const groupMessage = handler<'groupMessage'>(GroupMessage, async (context, { data }, message) => {
  await takeMessage(context, data.uid, message);
  return sendGroup(context, data.uid, message);
});
