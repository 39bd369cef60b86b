import { SyncRequest } from '@parley/protocol';
import { syncPage } from '../../domain/conversations/sync-page.ts';
import type { EventHandler } from '../event-handler.ts';

/** A page of a log. */
export const sync: EventHandler<'sync'> = {
  request: SyncRequest,
  handle: (context, { data }, request) => syncPage(context, data.uid, request),
};
