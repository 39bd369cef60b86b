import { ErrorHandler, inject, InjectionToken } from '@angular/core';
import type { ChatClient, SealingLoader, ServerLoader, SessionClient } from '@parley/client';
import { createBroadcastDrafts, IndexedDbStorage, openChat, systemClock } from '@parley/client/chat';
import type { User } from '@parley/protocol';
import { SERVER_ACCESS } from '../session/server-access-loader.ts';
import { backgroundPart } from '../parts/parts.ts';
import { SEALS } from './seals.ts';

/** Starts the SDK for a user; specs provide a fake. */
export type ChatConnector = (user: User) => ChatClient;
export const CHAT_CONNECTOR = new InjectionToken<ChatConnector>('ChatConnector', {
  factory: () => {
    const access = inject(SERVER_ACCESS);
    const errors = inject(ErrorHandler);
    const seals = inject(SEALS);
    return (me) => {
      const storage = new IndexedDbStorage(me.uid, systemClock);
      const loadServer: ServerLoader = async (local) => {
        const [sdk, { http, session, kdf }] = await Promise.all([
          backgroundPart(() => import('@parley/client/server')),
          access(),
        ]);
        // Now, while the browser has its files: it may delete these along with the copy.
        const spare = () => backgroundPart(() => import('@parley/client/spare'));
        spare().catch(() => undefined);
        const queue = new sdk.IndexedDbQueue(storage);
        return new sdk.ServerLink(local, {
          credentials: session,
          http,
          proving: { kdf, origin: location.origin },
          transport: sdk.createBrowserTransport({ url: location.origin, clock: systemClock }),
          windows: new sdk.IndexedDbLogs(me.uid, storage),
          queue,
          spare: async (half) => (await spare()).spareOf(half, queue),
          ownership: sdk.createWebLocksOwnership(me.uid),
          ...(seals && { sealing: sealingIn(storage, session) }),
        });
      };
      const draftChannel = createBroadcastDrafts(me.uid);
      const report = (error: unknown) => errors.handleError(error);
      return openChat({ me, storage, draftChannel, report }, loadServer);
    };
  },
});

/** Loaded with the first conversation that is to be opened or sealed. */
function sealingIn(storage: IndexedDbStorage, session: SessionClient): SealingLoader {
  return async (link) => {
    const [sdk, keys] = await Promise.all([
      backgroundPart(() => import('@parley/client/sealing')),
      session.keys(),
    ]);
    if (keys === undefined) throw new Error('this client makes no keys');
    return sdk.createSealing(link, {
      keys,
      storage: new sdk.IndexedDbSealing(storage),
      crypto: new sdk.WorkerEpochCrypto(),
      writing: async (...made) =>
        (await backgroundPart(() => import('@parley/client/writing'))).createWriting(...made),
    });
  };
}
