import { TestBed } from '@angular/core/testing';
import { FakeChatClient } from '../../../../../testing/fake-chat-client.ts';
import { person } from '../../../../../testing/sample-people.ts';
import { CHAT_CONNECTOR } from '../../chat/chat-connector.ts';
import { Chat } from '../../chat/chat.ts';
import { LeavingWarning } from './leaving-warning.ts';

describe('LeavingWarning', () => {
  afterEach(() => vi.restoreAllMocks());

  function leaving() {
    const client = new FakeChatClient();
    TestBed.configureTestingModule({ providers: [{ provide: CHAT_CONNECTOR, useValue: () => client }] });
    const heard = vi.spyOn(window, 'addEventListener');
    TestBed.inject(LeavingWarning).start();
    const [, listener] = heard.mock.calls.find(([name]) => name === 'beforeunload') ?? [];
    // What a listener throws is not thrown by the dispatch of an event.
    const isAsked = () => {
      const event = new Event('beforeunload', { cancelable: true });
      if (typeof listener !== 'function') throw new Error('nobody listens');
      listener.call(window, event);
      return event.defaultPrevented;
    };
    return { chat: TestBed.inject(Chat), client, isAsked };
  }

  it('asks while something unsent is in memory only', () => {
    const { chat, client, isAsked } = leaving();
    chat.start(person(0));
    expect(isAsked()).toBe(false);
    client.unstored.set(true);
    expect(isAsked()).toBe(true);
  });

  it('asks nothing where no chat runs, as after a log-out', () => {
    const { isAsked } = leaving();
    expect(isAsked()).toBe(false);
  });
});
