import { ErrorHandler, inject, InjectionToken } from '@angular/core';
import type { ChatClient, ServerLoader } from '@parley/client';
import {
  createBroadcastDrafts,
  createWebLocksOwnership,
  IndexedDbStorage,
  openChat,
} from '@parley/client/chat';
import type { User } from '@parley/protocol';
import { SERVER_ACCESS } from '../session/server-access-loader.ts';
import { backgroundPart } from '../parts/parts.ts';

/** Starts the SDK for a user; specs provide a fake. */
export type ChatConnector = (user: User) => ChatClient;
export const CHAT_CONNECTOR = new InjectionToken<ChatConnector>('ChatConnector', {
  factory: () => {
    const access = inject(SERVER_ACCESS);
    const errors = inject(ErrorHandler);
    return (me) => {
      const storage = new IndexedDbStorage(me.uid);
      const loadServer: ServerLoader = async (local) => {
        const [{ createSocketIoTransport, IndexedDbLogs, ServerLink }, { http, session }] = await Promise.all(
          [backgroundPart(() => import('@parley/client/server')), access()],
        );
        const transport = createSocketIoTransport({ url: location.origin });
        const windows = new IndexedDbLogs(me.uid, storage);
        return new ServerLink(local, { credentials: session, http, transport, windows });
      };
      const ownership = createWebLocksOwnership(me.uid);
      const draftChannel = createBroadcastDrafts(me.uid);
      const report = (error: unknown) => errors.handleError(error);
      return openChat({ me, storage, ownership, draftChannel, report }, loadServer);
    };
  },
});
