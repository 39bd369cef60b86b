import { sendPrivate } from '../../domain/messages/send-private.ts';
import { travelling } from '../../domain/log/travelling.ts';
import type { EventHandler } from './event-handler.ts';
import { takeMessage } from './take-message.ts';

/** A message to one person. */
export const privateMessage: EventHandler<'privateMessage'> = async (context, { id, data }, message) => {
  await takeMessage(context, data, message);
  return travelling(await sendPrivate(context, data, message, id));
};
