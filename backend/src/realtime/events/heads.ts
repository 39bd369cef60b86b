import { HeadsRequest } from '@parley/protocol';
import { heads as headsOf } from '../../domain/conversations/heads.ts';
import { handler } from '../event-handler.ts';

/** What changed. Answered only when the socket hears of whatever changes from now on. */
export const heads = handler<'heads'>(HeadsRequest, async (context, { id, data }, { token }) => {
  await data.entered;
  return context.pages.run(id, () => headsOf(context, data.uid, token));
});
