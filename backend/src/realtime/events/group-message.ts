import { sendGroup } from '../../domain/messages/send-group.ts';
import { travelling } from '../../domain/log/travelling.ts';
import type { EventHandler } from './event-handler.ts';
import { takeMessage } from './take-message.ts';

/** A message to a group. */
export const groupMessage: EventHandler<'groupMessage'> = async (context, { id, data }, message) => {
  await takeMessage(context, data, message);
  return travelling(await sendGroup(context, data, message, id));
};
