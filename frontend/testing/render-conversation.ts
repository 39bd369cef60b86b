import { computed, type EnvironmentProviders, type Provider, signal, type Type } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { CHAT_CONNECTOR } from '../src/app/core/chat/chat-connector.ts';
import { Chat } from '../src/app/core/chat/chat.ts';
import { fromAtom } from '../src/app/core/chat/from-atom.ts';
import { OpenConversation } from '../src/app/core/chat/open-conversation.ts';
import { SERVER_ACCESS } from '../src/app/core/session/server-access-loader.ts';
import { Session } from '../src/app/core/session/session.ts';
import { FakeChatClient, type FakeContent } from './fake-chat-client.ts';
import { ada, FakeSessionClient, sessionOf } from './fake-session-client.ts';

/** A component as it stands in an open conversation. */
export async function renderInConversation<T>(
  component: Type<T>,
  {
    id,
    content = {},
    providers = [],
    inputs = {},
  }: {
    id: string;
    content?: Partial<FakeContent>;
    providers?: (Provider | EnvironmentProviders)[];
    inputs?: Readonly<Record<string, unknown>>;
  },
) {
  localStorage.clear();
  const client = new FakeChatClient(content);
  const session = new FakeSessionClient();
  session.state.set({ kind: 'active', session: sessionOf(ada) });
  const conversation = client.open(id);
  TestBed.configureTestingModule({
    providers: [
      provideRouter([]),
      { provide: SERVER_ACCESS, useValue: async () => ({ session }) },
      { provide: CHAT_CONNECTOR, useValue: () => client },
      {
        provide: OpenConversation,
        useFactory: (chat: Chat) => ({
          id: signal(id),
          isSimple: computed(() => chat.sealed().get(id)?.protection === 'simple'),
          current: signal({
            id,
            conversation,
            peer: fromAtom(conversation.peer),
            items: fromAtom(conversation.items),
            older: fromAtom(conversation.older),
            newer: fromAtom(conversation.newer),
            details: fromAtom(conversation.details),
            typing: fromAtom(conversation.typing),
          }),
        }),
        deps: [Chat],
      },
      ...providers,
    ],
  });
  await TestBed.inject(Session).client();
  TestBed.inject(Chat).start(ada);
  const fixture = TestBed.createComponent(component);
  for (const [name, value] of Object.entries(inputs)) fixture.componentRef.setInput(name, value);
  await fixture.whenStable();
  const element = fixture.nativeElement as HTMLElement;
  return { fixture, element, client, conversation, session };
}
