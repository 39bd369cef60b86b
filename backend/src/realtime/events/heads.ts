import type { HeadsPage, Scopes, Uuid } from '@parley/protocol';
import { heads as headsOf } from '../../domain/conversations/heads.ts';
import { mayRead } from '../../domain/machines/scopes.ts';
import type { EventHandler } from './event-handler.ts';

/** Answers what changed; only once the connection receives all further changes. */
export const heads: EventHandler<'heads'> = async (context, connection, { token }) => {
  const { uid, scopes, entered } = connection.data;
  await entered;
  const page = await context.pages.run(connection, () => headsOf(context, uid, token, context.pageBytes));
  return scopes === undefined ? page : readable(page, scopes);
};

/** Without the conversations that a machine may not read. */
function readable({ heads: all, damaged, ...page }: HeadsPage, scopes: Scopes): HeadsPage {
  const isReadable = (conversation: Uuid) => mayRead(scopes, conversation);
  return {
    ...page,
    heads: all.filter(({ conversation }) => isReadable(conversation)),
    ...(damaged && { damaged: damaged.filter(isReadable) }),
  };
}
