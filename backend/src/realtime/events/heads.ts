import { heads as headsOf } from '../../domain/conversations/heads.ts';
import type { EventHandler } from './event-handler.ts';

/** Answers what changed; only once the connection receives all further changes. */
export const heads: EventHandler<'heads'> = async (context, connection, { token }) => {
  await connection.data.entered;
  return context.pages.run(connection, () => headsOf(context, connection.data.uid, token, context.pageBytes));
};
