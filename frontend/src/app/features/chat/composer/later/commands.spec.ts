import type { MessageItem } from '@parley/client';
import { renderInConversation } from '../../../../../../testing/render-conversation.ts';
import { person, uid, users } from '../../../../../../testing/sample-people.ts';
import { sealedWith } from '../../../../../../testing/sample-sealing.ts';
import { Composing } from '../../../../core/chat/composing.ts';
import { Composer } from '../composer.ts';

const CONVERSATION = uid(1);

describe('commands in the composer', () => {
  async function compose() {
    vi.stubGlobal('matchMedia', () => ({ matches: false }));
    const rendered = await renderInConversation(Composer, {
      id: CONVERSATION,
      content: { users },
      providers: [Composing],
    });
    const { element, fixture, client, conversation } = rendered;
    conversation.peer.set(person(0).uid);
    await fixture.whenStable();
    document.body.append(element);
    const field = element.querySelector('textarea') ?? expect.unreachable();
    const type = async (text: string) => {
      field.value = text;
      field.dispatchEvent(new Event('input'));
      await fixture.whenStable();
    };
    /** Whether it was left to the browser. */
    const press = async (key: string, shiftKey = false) => {
      const event = new KeyboardEvent('keydown', { key, shiftKey, cancelable: true, bubbles: true });
      const isLeft = field.dispatchEvent(event);
      await fixture.whenStable();
      return isLeft;
    };
    const offered = () => [...element.querySelectorAll('[role=option]')].map((one) => one.textContent.trim());
    const calls = () => client.commandCalls.filter(([name]) => name !== 'list_commands');
    const sent = () =>
      conversation.items
        .get()
        .filter((item): item is MessageItem => item.kind === 'message')
        .map(({ content }) => content?.text);
    return { ...rendered, field, type, press, offered, calls, sent };
  }

  afterEach(() => vi.unstubAllGlobals());

  it('offers them with their help, and completes the one that is chosen', async () => {
    const { type, press, offered, field } = await compose();
    await type('/');
    await vi.waitFor(() => expect(offered()).toHaveLength(2));
    expect(offered()[0]).toContain('says what you said');
    await press('ArrowDown');
    await press('Enter');
    expect(field.value).toBe('/ping ');
    expect(offered()).toEqual([]);
  });

  it('tells screen readers which one is chosen', async () => {
    const { type, press, offered, field, element } = await compose();
    const chosen = () => element.querySelector(`#${field.getAttribute('aria-activedescendant')}`);
    await type('/');
    await vi.waitFor(() => expect(offered()).toHaveLength(2));
    expect(element.querySelector(`#${field.getAttribute('aria-controls')}`)?.role).toBe('listbox');
    expect([chosen()?.ariaSelected, chosen()?.textContent]).toEqual([
      'true',
      expect.stringContaining('/echo'),
    ]);
    await press('ArrowDown');
    expect([chosen()?.ariaSelected, chosen()?.textContent]).toEqual([
      'true',
      expect.stringContaining('/ping'),
    ]);
    await press('Enter');
    expect(field.hasAttribute('aria-controls') || field.hasAttribute('aria-activedescendant')).toBe(false);
  });

  it('lets Shift+Tab go back, and Escape close the list until the text changes', async () => {
    const { type, press, offered, field } = await compose();
    await type('/');
    await vi.waitFor(() => expect(offered()).toHaveLength(2));
    expect(await press('Tab', true)).toBe(true);
    expect(field.value).toBe('/');
    expect(await press('Escape')).toBe(false);
    expect(offered()).toEqual([]);
    await type('/p');
    expect(offered()).toHaveLength(1);
    expect(await press('Tab')).toBe(false);
    expect(field.value).toBe('/ping ');
  });

  it('runs one, and shows only the user what it answers', async () => {
    const { element, type, press, calls, sent, field } = await compose();
    await type('/ping me  now');
    await press('Enter');
    await vi.waitFor(() =>
      expect(element.querySelector('parley-command-answer')?.textContent).toContain('pong'),
    );
    expect(calls()).toEqual([['ping', 'me  now', CONVERSATION]]);
    expect([sent(), field.value]).toEqual([[], '']);
  });

  it('says how a message begins with a slash where there is no such command, and keeps the text', async () => {
    const { element, type, press, calls, sent, field } = await compose();
    await type('/tmp is full');
    await press('Enter');
    await vi.waitFor(() => expect(element.textContent).toContain('begin with //'));
    expect([calls(), sent(), field.value]).toEqual([[], [], '/tmp is full']);
  });

  it('says who reads commands, where nobody else reads what is written but members', async () => {
    const { element, client, type, fixture } = await compose();
    const said = () => element.textContent.includes('Commands go to the server, which reads them');
    for (const protection of ['sealed', 'begins', 'simple'] as const) {
      client.sealed.set(new Map([[CONVERSATION, sealedWith({ protection })]]));
      await type('/ping me');
      await vi.waitFor(() => expect(said()).toBe(true));
      await type('//ping');
      expect(said()).toBe(false);
    }
    client.sealed.set(new Map([[CONVERSATION, sealedWith({ protection: 'open' })]]));
    await type('/ping me');
    await fixture.whenStable();
    expect(said()).toBe(false);
  });

  it('sends with one slash what begins with two, and a path as it is', async () => {
    const { type, press, calls, sent } = await compose();
    for (const text of ['//ping', '/etc/hosts is gone']) {
      await type(text);
      await press('Enter');
    }
    expect(sent()).toEqual(['/ping', '/etc/hosts is gone']);
    expect(calls()).toEqual([]);
  });
});
