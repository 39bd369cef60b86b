import type { MockInstance } from 'vitest';
import { TestBed } from '@angular/core/testing';
import type { Body } from '@parley/protocol';
import { ada } from '../../../../../testing/fake-session-client.ts';
import { FakeConversation } from '../../../../../testing/fake-conversation.ts';
import { renderInConversation } from '../../../../../testing/render-conversation.ts';
import { sampleChat } from '../../../../../testing/sample-chat.ts';
import { message, sampleMessages } from '../../../../../testing/sample-messages.ts';
import { person, uid, users } from '../../../../../testing/sample-people.ts';
import { LiveRegion } from '../../../core/overlays/live-region.ts';
import { MESSAGES } from '../../../shared/messages.ts';
import { Composing } from '../../../core/chat/composing.ts';
import { MessageList } from './message-list.ts';
import { Reader } from '../../../core/chat/reader.ts';
import { Receipts } from './message/receipts.ts';
import { PageFocus } from './page-focus.ts';

const CONVERSATION = uid(1);
const OTHER = person(0).uid;
const rows = sampleChat(0)
  .rows.slice(1, 2)
  .map((row) => ({ ...row, id: CONVERSATION }));

// The test DOM lays nothing out; the list believes in a window of 600 px and rows of 60 px.
const NoResizeObserver = class {
  observe = vi.fn();
  unobserve = vi.fn();
  disconnect = vi.fn();
};

describe('MessageList', () => {
  let focused: MockInstance<() => boolean>;
  const said: string[] = [];

  beforeEach(() => {
    vi.stubGlobal('ResizeObserver', NoResizeObserver);
    vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(600);
    vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(60);
    focused = vi.spyOn(document, 'hasFocus').mockReturnValue(true);
    said.length = 0;
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
  });

  function show(conversation: FakeConversation, id = CONVERSATION) {
    return renderInConversation(MessageList, {
      id,
      content: { users, rows, open: () => conversation },
      providers: [
        Composing,
        Reader,
        Receipts,
        { provide: LiveRegion, useValue: { say: async (text: string) => void said.push(text) } },
      ],
    });
  }
  const of = (count: number) =>
    new FakeConversation(
      CONVERSATION,
      sampleMessages({ count, senders: [OTHER, ada.uid], newest: Date.now() }),
    );

  it('has no more than 200 messages in the document, however long the conversation is', async () => {
    const { element } = await show(of(10_000));
    const shown = element.querySelectorAll('article').length;
    expect(shown).toBeGreaterThan(5);
    expect(shown).toBeLessThan(200);
  });

  it('is a log with a name that stays silent by itself', async () => {
    const { element } = await show(of(3));
    const log = element.querySelector('[role=log]');
    expect(log?.getAttribute('aria-label')).toBe('Messages');
    expect(log?.getAttribute('aria-live')).toBe('off');
  });

  it('says that there is nothing yet', async () => {
    const { element } = await show(new FakeConversation(CONVERSATION));
    expect(element.textContent).toContain('No messages yet');
  });

  it('marks as read what it shows', async () => {
    const { client } = await show(of(5));
    expect(client.read.at(-1)).toEqual({ conversation: CONVERSATION, seq: 5 });
  });

  it('marks nothing as read while nobody looks', async () => {
    focused.mockReturnValue(false);
    const { client, fixture } = await show(of(5));
    expect(client.read).toEqual([]);
    focused.mockReturnValue(true);
    window.dispatchEvent(new Event('focus'));
    await fixture.whenStable();
    expect(TestBed.inject(PageFocus).now()).toBe(true);
    expect(client.read).toHaveLength(1);
  });

  it('draws the line of new messages for what came while nobody looked, and not for what came before one’s eyes', async () => {
    const conversation = of(3);
    conversation.readAtOpening = 3;
    const { element, fixture } = await show(conversation);
    conversation.append(message(4, OTHER, Date.now(), { text: 'seen' }));
    await fixture.whenStable();
    expect(element.querySelector('.new')).toBeNull();

    focused.mockReturnValue(false);
    window.dispatchEvent(new Event('blur'));
    conversation.append(message(5, OTHER, Date.now(), { text: 'unseen' }));
    await fixture.whenStable();
    expect(element.querySelector('.new')?.textContent).toContain('1 new message');
  });

  it('loads older messages when the first ones are near, once it is where reading begins', async () => {
    // The test DOM does not scroll: of few messages the newest is in view, of many it never comes there.
    for (const { count, loads } of [
      { count: 8, loads: true },
      { count: 30, loads: false },
    ]) {
      const conversation = of(count);
      conversation.older.set('some');
      const load = vi.spyOn(conversation, 'loadOlder');
      await show(conversation);
      expect(load.mock.calls.length > 0).toBe(loads);
      TestBed.resetTestingModule();
    }
  });

  it('reads out what is new, and not what was there', async () => {
    const { client, fixture } = await show(of(3));
    expect(said).toEqual([]);
    client.receive(CONVERSATION, message(4, OTHER, Date.now(), { text: 'news' }));
    await fixture.whenStable();
    expect(said).toEqual([expect.stringMatching(/^Grace Hopper: news, /)]);
  });

  it('loads newer messages when the last ones of an older part are near, and leads back to the newest', async () => {
    const conversation = of(8);
    conversation.newer.set(true);
    const load = vi.spyOn(conversation, 'loadNewer');
    const back = vi.spyOn(conversation, 'showNewest');
    const { element } = await show(conversation);
    expect(load).toHaveBeenCalled();
    element.querySelector<HTMLElement>('.jump')?.click();
    expect(back).toHaveBeenCalled();
  });

  it('takes a log without anything to show for an empty one', async () => {
    const created: Body = {
      kind: 'created',
      type: 'announcement',
      visibility: 'public',
      protection: 'open',
      members: [],
      history: 'all',
    };
    const conversation = new FakeConversation(CONVERSATION, [
      { kind: 'notice', id: uid(3), seq: 1, sender: ada.uid, time: 0, body: created },
    ]);
    const { element } = await show(conversation);
    expect(element.querySelector('.empty')).not.toBeNull();
    expect(element.querySelector('.day')).toBeNull();
  });

  it('says of an empty conversation what it is for, and to nobody to say hello to themselves', async () => {
    for (const [peer, text] of [
      [OTHER, MESSAGES.noMessages],
      [ada.uid, MESSAGES.noNotes],
    ] as const) {
      const conversation = new FakeConversation(uid(2));
      conversation.peer.set(peer);
      const { element } = await show(conversation, uid(2));
      expect(element.querySelector('.empty')?.textContent).toBe(text);
      TestBed.resetTestingModule();
    }
  });
});
