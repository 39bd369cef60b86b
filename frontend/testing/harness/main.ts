// The web client over the fakes, to look at: `ng serve --configuration harness`. No part of any other build.
import { mergeApplicationConfig } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import { App } from '../../src/app/app.ts';
import { appConfig } from '../../src/app/app.config.ts';
import { CHAT_CONNECTOR } from '../../src/app/core/chat/chat-connector.ts';
import { SERVER_ACCESS } from '../../src/app/core/session/server-access-loader.ts';
import { trustOwnWorkers } from '../../src/app/core/device/worker-policy.ts';
import { FakeChatClient } from '../fake-chat-client.ts';
import { ada, FakeSessionClient, sessionOf } from '../fake-session-client.ts';
import { sampleChat } from '../sample-chat.ts';

trustOwnWorkers();

const scenario = new URLSearchParams(location.search).get('scenario');

const session = new FakeSessionClient();
if (scenario === 'ended') {
  session.ended({
    code: 'E_SESSION_ENDED',
    message: 'This session was ended in another browser.',
    retryable: false,
  });
} else if (scenario !== 'login') {
  session.state.set({ kind: 'active', session: sessionOf(ada) });
}

const chat = new FakeChatClient(scenario === 'empty' ? {} : sampleChat());
if (scenario === 'offline') chat.connection.set({ kind: 'offline', since: Date.now() });
if (scenario === 'loading') chat.conversations.set(undefined);
Object.assign(globalThis, { chat, session });

void bootstrapApplication(
  App,
  mergeApplicationConfig(appConfig, {
    providers: [
      { provide: SERVER_ACCESS, useValue: async () => ({ session }) },
      { provide: CHAT_CONNECTOR, useValue: () => chat },
    ],
  }),
);
