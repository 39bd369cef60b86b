import { SyncRequest } from '@parley/protocol';
import { syncPage } from '../../domain/conversations/sync-page.ts';
import { handler } from '../event-handler.ts';

/** A page of a log. */
export const sync = handler<'sync'>(SyncRequest, (context, { id, data }, request) =>
  context.pages.run(id, () => syncPage(context, data.uid, request)),
);
