import { ErrorHandler, inject, InjectionToken } from '@angular/core';
import type { ChatClient } from '@parley/client';
import { createChatClient, createIndexedDbStorage, createWebLocksOwnership } from '@parley/client/chat';
import type { User } from '@parley/protocol';
import { HttpClientTransport } from './http-client-transport.ts';
import { lazySocket } from './lazy-socket.ts';
import { SESSION_CLIENT } from './session-client.ts';

/** Starts the SDK for a user; another one stands here in specs. */
export type ChatConnector = (user: User) => ChatClient;
export const CHAT_CONNECTOR = new InjectionToken<ChatConnector>('ChatConnector', {
  factory: () => {
    const http = inject(HttpClientTransport);
    const credentials = inject(SESSION_CLIENT);
    const errors = inject(ErrorHandler);
    return (me) =>
      createChatClient({
        me,
        credentials,
        http,
        transport: lazySocket(location.origin),
        storage: createIndexedDbStorage(me.uid),
        ownership: createWebLocksOwnership(me.uid),
        report: (error) => errors.handleError(error),
      });
  },
});
