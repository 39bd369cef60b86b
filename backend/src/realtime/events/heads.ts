import { heads as headsOf } from '../../domain/conversations/heads.ts';
import type { EventHandler } from './event-handler.ts';

/** Answers what changed; only once the socket receives all further changes. */
export const heads: EventHandler<'heads'> = async (context, socket, { token }) => {
  await socket.data.entered;
  return context.pages.run(socket, () => headsOf(context, socket.data.uid, token));
};
