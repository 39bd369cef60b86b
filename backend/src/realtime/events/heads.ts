import { heads as headsOf } from '../../domain/conversations/heads.ts';
import type { EventHandler } from '../event-handler.ts';

/** What changed. Answered only when the socket hears of whatever changes from now on. */
export const heads: EventHandler<'heads'> = async (context, socket, { token }) => {
  await socket.data.entered;
  return context.pages.run(socket, () => headsOf(context, socket.data.uid, token));
};
