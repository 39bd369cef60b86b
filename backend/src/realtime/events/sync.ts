import { syncPage } from '../../domain/conversations/sync-page.ts';
import type { EventHandler } from '../event-handler.ts';

/** A page of a log. */
export const sync: EventHandler<'sync'> = (context, { id, data }, request) =>
  context.pages.run(id, () => syncPage(context, data.uid, request));
