import { renderInConversation } from '../../../../../testing/render-conversation.ts';
import { sampleChat } from '../../../../../testing/sample-chat.ts';
import { ConversationList } from './conversation-list.ts';

const NoResizeObserver = class {
  observe = vi.fn();
  unobserve = vi.fn();
  disconnect = vi.fn();
};

/** The test DOM lays nothing out; the list believes in a window of 600 px. */
function believeInAWindow(): void {
  vi.stubGlobal('ResizeObserver', NoResizeObserver);
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(600);
  vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(600);
}

describe('ConversationList', () => {
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
  });
  const id = '00000000-0000-4000-8000-0000000000c1';

  it('waits for nothing when the copy cannot be read', async () => {
    const { element, fixture, client } = await renderInConversation(ConversationList, { id });
    client.conversations.set(undefined);
    await fixture.whenStable();
    expect(element.querySelector('parley-list-skeleton')).not.toBeNull();

    client.problem.set('unavailable');
    await fixture.whenStable();
    expect(element.querySelector('parley-list-skeleton')).toBeNull();
  });

  it('lets rows move again under a pointer that was left there', async () => {
    believeInAWindow();
    const rows = sampleChat(0).rows.slice(0, 2);
    const { element, fixture, client } = await renderInConversation(ConversationList, {
      id,
      content: { rows },
    });
    const shown = async () => {
      await fixture.whenStable();
      return [...element.querySelectorAll('li a')].map((link) => link.getAttribute('href'));
    };
    await vi.waitFor(async () => expect(await shown()).toHaveLength(2));
    const [first, second] = await shown();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    element.dispatchEvent(new Event('pointermove'));
    client.conversations.set(rows.toReversed());
    expect(await shown()).toEqual([first, second]);
    vi.advanceTimersByTime(2_100);
    vi.useRealTimers();
    expect(await shown()).toEqual([second, first]);
  });

  it('is reached by Tab also where it was scrolled away from the row that had the focus', async () => {
    believeInAWindow();
    const { rows } = sampleChat(100);
    const warn = vi.spyOn(console, 'warn');
    const { element, fixture } = await renderInConversation(ConversationList, { id, content: { rows } });
    const scroller = element.querySelector('.scroller') ?? element;
    const tabStops = () =>
      [...element.querySelectorAll('li a[tabindex="0"]')].map((link) => link.closest('li'));
    await vi.waitFor(() => expect(tabStops()).toHaveLength(1));

    scroller.scrollTop = 5_000;
    scroller.dispatchEvent(new Event('scroll'));
    await vi.waitFor(() => expect(element.querySelector('[data-index="75"]')).not.toBeNull());
    await fixture.whenStable();
    expect(element.querySelector('[data-index="20"]')).toBeNull();
    expect(tabStops().map((row) => row?.dataset.index)).toEqual(['0']);
    // Angular warns of rows that it cannot tell apart.
    expect(warn).not.toHaveBeenCalled();
  });

  it('counts what is new in archived conversations, but not in muted ones', async () => {
    const archived = sampleChat(0)
      .rows.slice(0, 2)
      .map((row) => ({ ...row, unread: 2, preferences: { muted: false, archived: true, unread: false } }));
    const { element, fixture, client } = await renderInConversation(ConversationList, {
      id,
      content: { rows: archived },
    });
    const label = () => element.querySelector('.archive')?.textContent.trim();
    expect(label()).toBe('Archived (2), 4 new');
    client.conversations.set(
      archived.map((row) => ({ ...row, preferences: { ...row.preferences, muted: true } })),
    );
    await fixture.whenStable();
    expect(label()).toBe('Archived (2)');
  });
});
