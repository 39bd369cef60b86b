import { syncPage } from '../../domain/log/sync-page.ts';
import type { EventHandler } from './event-handler.ts';

/** A page of a log. */
export const sync: EventHandler<'sync'> = (context, socket, request) =>
  context.pages.run(socket, () => syncPage(context, socket.data.uid, request));
