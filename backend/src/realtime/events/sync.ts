import { syncPage } from '../../domain/log/sync-page.ts';
import type { EventHandler } from './event-handler.ts';

/** A page of a log. */
export const sync: EventHandler<'sync'> = (context, connection, request) =>
  context.pages.run(connection, () => syncPage(context, connection.data.uid, request, context.pageBytes));
