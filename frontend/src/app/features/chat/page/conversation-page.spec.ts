import type { ConversationRow } from '@parley/client';
import { By } from '@angular/platform-browser';
import { RouterOutlet } from '@angular/router';
import { ada } from '../../../../../testing/fake-session-client.ts';
import { FakeConversation } from '../../../../../testing/fake-conversation.ts';
import { renderInConversation } from '../../../../../testing/render-conversation.ts';
import { sampleChat } from '../../../../../testing/sample-chat.ts';
import { message } from '../../../../../testing/sample-messages.ts';
import { person, uid, users } from '../../../../../testing/sample-people.ts';
import { Composing } from '../../../core/chat/composing.ts';
import { ConversationPage } from './conversation-page.ts';
import { ConversationView } from './conversation-view.ts';
import { Reader } from '../../../core/chat/reader.ts';

const [HERE, THERE] = [uid(1), uid(2)];
const rows = sampleChat(0)
  .rows.slice(1, 3)
  .map((row, index): ConversationRow => ({ ...row, id: index === 0 ? HERE : THERE }));

const NoResizeObserver = class {
  observe = vi.fn();
  unobserve = vi.fn();
  disconnect = vi.fn();
};

describe('ConversationPage', () => {
  beforeEach(() => {
    vi.stubGlobal('ResizeObserver', NoResizeObserver);
    vi.stubGlobal('matchMedia', () => ({ matches: false }));
    vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(600);
    vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(60);
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
  });

  /** Two conversations whose messages have the same numbers, one after the other on the same page. */
  async function show() {
    const open = (id: string) =>
      new FakeConversation(id, [
        message(1, person(0).uid, 0, { text: `question in ${id}` }),
        message(2, ada.uid, 0, { text: `answer in ${id}` }),
      ]);
    const rendered = await renderInConversation(ConversationPage, {
      id: HERE,
      content: { users, rows, open },
      inputs: { conversation: HERE },
    });
    const { fixture, element } = rendered;
    const inside = () => fixture.debugElement.query(By.directive(ConversationView)).injector;
    const goTo = async (conversation: string) => {
      fixture.componentRef.setInput('conversation', conversation);
      await fixture.whenStable();
    };
    const field = () => element.querySelector('textarea') ?? expect.unreachable();
    return { ...rendered, inside, goTo, field };
  }

  it('has a line of pins where a member has pinned, though the list of the server has none', async () => {
    const { element, fixture, conversation } = await show();
    expect(element.querySelector('parley-pinned-line')).toBeNull();
    conversation.items.set([
      { ...message(1, person(0).uid, 0, { text: 'Six in the morning' }), pinned: true },
    ]);
    await fixture.whenStable();
    await vi.waitFor(() => expect(element.querySelector('parley-pinned-line')).not.toBeNull());
  });

  it('makes what stands beside it anew for the next conversation: no search goes on there', async () => {
    const { fixture, goTo } = await show();
    const beside = () => fixture.debugElement.query(By.directive(RouterOutlet)).injector.get(RouterOutlet);
    const before = beside();
    await goTo(HERE);
    expect(beside()).toBe(before);
    await goTo(THERE);
    expect(beside()).not.toBe(before);
  });

  it('keeps an edit where it began, and writes a new message in the next conversation', async () => {
    const { client, element, fixture, inside, goTo, field } = await show();
    inside()
      .get(Composing)
      .edit(message(2, ada.uid, 0, { text: 'answer' }));
    await fixture.whenStable();
    await vi.waitFor(() => expect(element.textContent).toContain('Edit message'));
    expect(field().value).toBe('answer');

    await goTo(THERE);
    expect(element.textContent).not.toContain('Edit message');
    expect(field().value).toBe('');

    field().value = 'something new';
    field().dispatchEvent(new Event('input'));
    field().dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', cancelable: true, bubbles: true }));
    await fixture.whenStable();
    const texts = client
      .open(THERE)
      .items.get()
      .map((item) => (item.kind === 'message' ? item.content?.text : undefined));
    expect(texts).toEqual([`question in ${THERE}`, `answer in ${THERE}`, 'something new']);

    await goTo(HERE);
    await vi.waitFor(() => expect(element.textContent).toContain('Edit message'));
    expect(field().value).toBe('answer');
  });

  it('leads to a message only where that was asked for', async () => {
    const { element, fixture, inside, goTo } = await show();
    await inside().get(Reader).goTo(1);
    await fixture.whenStable();
    expect(element.querySelector('parley-message.found')?.textContent).toContain(HERE);

    await goTo(THERE);
    expect(element.textContent).toContain(`question in ${THERE}`);
    expect(element.querySelector('parley-message.found')).toBeNull();
  });
});
