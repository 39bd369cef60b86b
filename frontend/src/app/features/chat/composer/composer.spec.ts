import { sampleChat } from '../../../../../testing/sample-chat.ts';
import type { MessageItem } from '@parley/client';
import { TestBed } from '@angular/core/testing';
import { renderInConversation } from '../../../../../testing/render-conversation.ts';
import { message } from '../../../../../testing/sample-messages.ts';
import { person, uid, users } from '../../../../../testing/sample-people.ts';
import { sealedWith } from '../../../../../testing/sample-sealing.ts';
import { ada } from '../../../../../testing/fake-session-client.ts';
import { DeviceSettings } from '../../../core/device/device-settings.ts';
import { Toasts } from '../../../core/overlays/toasts.ts';
import { ParleyError } from '@parley/protocol';
import { Composer } from './composer.ts';
import { Composing } from '../../../core/chat/composing.ts';

const CONVERSATION = uid(1);

describe('Composer', () => {
  async function compose({ known = true } = {}) {
    vi.stubGlobal('matchMedia', () => ({ matches: false }));
    const rendered = await renderInConversation(Composer, {
      id: CONVERSATION,
      content: { users },
      providers: [Composing],
    });
    if (known) rendered.conversation.peer.set(person(0).uid);
    await rendered.fixture.whenStable();
    const field = rendered.element.querySelector('textarea') ?? expect.unreachable();
    const written = () => rendered.client.composer(CONVERSATION).now.get();
    const type = async (text: string) => {
      field.value = text;
      field.dispatchEvent(new Event('input'));
      await rendered.fixture.whenStable();
    };
    const press = async (key: string, change: KeyboardEventInit = {}) => {
      const event = new KeyboardEvent('keydown', { key, cancelable: true, bubbles: true, ...change });
      field.dispatchEvent(event);
      await rendered.fixture.whenStable();
      return event.defaultPrevented;
    };
    const sent = () =>
      rendered.conversation.items.get().filter((item): item is MessageItem => item.kind === 'message');
    return { ...rendered, field, written, type, press, sent };
  }

  afterEach(() => vi.unstubAllGlobals());

  it('sends with Enter and is empty then', async () => {
    const { type, press, sent, field } = await compose();
    await type('hello ');
    expect(await press('Enter')).toBe(true);
    expect(sent().map(({ content }) => content?.text)).toEqual(['hello']);
    expect(field.value).toBe('');
  });

  it('is closed while somebody verified has keys that were not accepted, and keeps the draft', async () => {
    const { client, element, fixture, type, written } = await compose();
    await type('for your eyes only');
    const user = person(0).uid;
    client.sealed.set(new Map([[CONVERSATION, sealedWith({ leftOut: [{ user, why: 'identityReset' }] })]]));
    await fixture.whenStable();
    expect(element.querySelector('textarea')).toBeNull();
    expect(element.textContent).toContain('To write here, accept the new keys above.');

    client.sealed.set(new Map([[CONVERSATION, sealedWith()]]));
    await fixture.whenStable();
    expect(element.querySelector('textarea')?.value).toBe('for your eyes only');
    expect(written().draft.text).toBe('for your eyes only');
  });

  it('says in an open group that the server reads along, and in a sealed one nothing', async () => {
    vi.stubGlobal('matchMedia', () => ({ matches: false }));
    const [row] = sampleChat(0).rows.filter(({ type }) => type === 'group');
    for (const [protection, said] of [
      ['open', true],
      ['begins', false],
      ['sealed', false],
    ] as const) {
      const { client, element, fixture } = await renderInConversation(Composer, {
        id: CONVERSATION,
        content: { users, rows: [{ ...(row ?? expect.unreachable()), id: CONVERSATION }] },
        providers: [Composing],
      });
      client.sealed.set(new Map([[CONVERSATION, sealedWith({ protection })]]));
      await fixture.whenStable();
      expect(element.textContent.includes('The server can read what is written here'), protection).toBe(said);
      TestBed.resetTestingModule();
    }
  });

  it('takes what is typed right after Enter for the next message', async () => {
    const { type, press, sent, field } = await compose();
    await type('hello');
    const pressed = press('Enter');
    field.value += 'a';
    field.dispatchEvent(new Event('input'));
    await pressed;
    expect(sent().map(({ content }) => content?.text)).toEqual(['hello']);
    expect(field.value).toBe('a');
  });

  it('sends nothing to a conversation that it does not know yet', async () => {
    const { type, press, sent, field } = await compose({ known: false });
    await type('hello');
    await press('Enter');
    expect(sent()).toEqual([]);
    expect(field.value).toBe('hello');
  });

  it('breaks the line with Shift+Enter, and with Enter where that was chosen', async () => {
    const { type, press, sent } = await compose();
    await type('a');
    expect(await press('Enter', { shiftKey: true })).toBe(false);
    TestBed.inject(DeviceSettings).enter.set('breaks');
    expect(await press('Enter')).toBe(false);
    expect(sent()).toEqual([]);
    expect(await press('Enter', { ctrlKey: true })).toBe(true);
    expect(sent()).toHaveLength(1);
  });

  it('sends nothing that is only white space', async () => {
    const { type, press, sent, element } = await compose();
    await type(' \n ');
    await press('Enter');
    expect(sent()).toEqual([]);
    expect(element.querySelector<HTMLButtonElement>('[aria-label="Send"]')?.disabled).toBe(true);
  });

  it('says whom a message answers and names who is mentioned', async () => {
    const { conversation, type, press, sent, written, element, fixture } = await compose();
    const question = message(3, person(0).uid, 0, { text: 'question' });
    conversation.append(question);
    TestBed.inject(Composing).reply(question);
    await fixture.whenStable();
    await vi.waitFor(() =>
      expect(element.querySelector('parley-composed-about')?.textContent).toContain('question'),
    );
    await type('@grace and `@alan`: yes');
    await press('Enter');
    expect(sent()[1]?.content).toMatchObject({ replyTo: 3, mentions: [person(0).uid] });
    expect(written()).toEqual({ draft: { text: '', caret: 0 } });
  });

  it('edits the last own message with the up arrow, and keeps the draft meanwhile', async () => {
    const { conversation, press, type, field, written, sent, fixture } = await compose();
    conversation.append(message(1, ada.uid, 0, { text: 'frist' }));
    await press('ArrowUp');
    expect(field.value).toBe('frist');
    await type('first');
    expect(written().draft.text).toBe('');
    await press('Enter');
    await fixture.whenStable();
    expect(sent()[0]?.content?.text).toBe('first');
    expect(sent()[0]?.earlier).toHaveLength(1);
  });

  it('edits nothing with the up arrow where one writes with a machine in the simple way', async () => {
    const { client, conversation, press, field } = await compose();
    conversation.append(message(1, ada.uid, 0, { text: 'frist' }));
    client.sealed.set(new Map([[CONVERSATION, sealedWith({ protection: 'simple' })]]));
    expect(await press('ArrowUp')).toBe(false);
    expect(field.value).toBe('');
  });

  it('goes on with the draft after an edit that was cancelled or became an answer', async () => {
    const { conversation, press, type, field, written, sent, fixture } = await compose();
    const mine = message(1, ada.uid, 0, { text: 'said before' });
    conversation.append(mine);
    await type('half a thought');
    TestBed.inject(Composing).edit(mine);
    await fixture.whenStable();
    expect(field.value).toBe('said before');
    expect(written()).toMatchObject({ draft: { text: 'half a thought' }, edit: { text: 'said before' } });
    await press('Escape');
    expect(field.value).toBe('half a thought');

    TestBed.inject(Composing).edit(mine);
    await fixture.whenStable();
    TestBed.inject(Composing).reply(mine);
    await fixture.whenStable();
    await press('Enter');
    expect(sent().map(({ content }) => content?.text)).toEqual(['said before', 'half a thought']);
  });

  it('keeps an edit that failed an edit, and what was written meanwhile', async () => {
    const { conversation, press, type, field, client, element, fixture } = await compose();
    conversation.append(message(1, ada.uid, 0, { text: 'frist' }));
    const failing = vi.spyOn(client, 'edit').mockRejectedValueOnce(new ParleyError('E_STORE_FULL'));
    await type('draft');
    TestBed.inject(Composing).edit(message(1, ada.uid, 0, { text: 'frist' }));
    await fixture.whenStable();
    await type('first');
    await press('Enter');
    const note = () => element.querySelector('[role="alert"]')?.textContent;
    await vi.waitFor(() => expect(note()).toContain('out of space'));
    expect(field.value).toBe('first');
    await press('Enter');
    expect(note()).toBeUndefined();
    expect(failing).toHaveBeenCalledTimes(2);
    expect(field.value).toBe('draft');
  });

  it('says that this browser could not store a message, instead of blaming the server', async () => {
    const { press, type, field, client, element } = await compose();
    const full = new DOMException('no room', 'QuotaExceededError');
    vi.spyOn(client, 'send').mockRejectedValueOnce(full);
    await type('too much');
    await press('Enter');
    await vi.waitFor(() =>
      expect(element.querySelector('[role="alert"]')?.textContent).toContain("couldn't store your message"),
    );
    expect(field.value).toBe('too much');
  });

  it('keeps what was written when it is left', async () => {
    const { type, fixture, written } = await compose();
    await type('not finished');
    fixture.destroy();
    expect(written().draft.text).toBe('not finished');
  });

  it('takes the key that is pressed right after Reply', async () => {
    const { conversation, field } = await compose();
    const question = message(3, person(0).uid, 0, { text: 'question' });
    conversation.append(question);
    field.blur();
    TestBed.inject(Composing).reply(question);
    expect(document.activeElement).toBe(field);
  });

  it('goes with the up arrow past what was deleted or forwarded to what can be edited', async () => {
    const { conversation, press, field } = await compose();
    const { content: _, ...gone } = message(2, ada.uid, 0, { text: 'gone' });
    conversation.append(message(1, ada.uid, 0, { text: 'mine' }));
    conversation.append({ ...gone, deleted: true });
    conversation.append(message(3, ada.uid, 0, { text: 'hers', forwardedFrom: person(0).uid }));
    conversation.append(message(4, person(0).uid, 0, { text: 'answer' }));
    expect(await press('ArrowUp')).toBe(true);
    expect(field.value).toBe('mine');
  });

  it('edits no earlier message with the up arrow while the last one is on its way', async () => {
    const { conversation, press, field } = await compose();
    conversation.append(message(1, ada.uid, 0, { text: 'said before' }));
    const { seq: _, ...unsent } = message(2, ada.uid, 0, { text: 'just sent' });
    conversation.append({ ...unsent, status: 'pending' });
    await press('ArrowUp');
    expect(field.value).toBe('');
  });

  it('shows what another tab wrote, and where its caret stands', async () => {
    const { client, field, fixture, element } = await compose();
    client.composer(CONVERSATION).write('from elsewhere', 4);
    await fixture.whenStable();
    expect([field.value, field.selectionStart]).toEqual(['from elsewhere', 4]);
    expect(element.querySelector<HTMLButtonElement>('[aria-label="Send"]')?.disabled).toBe(false);
  });

  it('counts what is left near the limit and does not send more', async () => {
    const { type, element, press, sent } = await compose();
    await type('x'.repeat(40_000));
    expect(element.querySelector('.left')?.textContent).toMatch(/^7\D?805 too many$/);
    await press('Enter');
    expect(sent()).toEqual([]);
  });

  it('lets one unblock whom one blocked, and says why that cannot be done', async () => {
    const { element, client, fixture } = await compose();
    await client.people.block(person(0).uid);
    await fixture.whenStable();
    const button = () => [...element.querySelectorAll('button')].find((one) => one.textContent === 'Unblock');
    const say = vi.spyOn(TestBed.inject(Toasts), 'say').mockResolvedValue();
    vi.spyOn(client.people, 'unblock').mockRejectedValueOnce(new ParleyError('E_RATE_LIMITED'));
    button()?.click();
    await fixture.whenStable();
    expect(say.mock.calls).toEqual([['Too many requests. Wait a moment and try again.']]);

    button()?.click();
    await fixture.whenStable();
    expect(button()).toBeUndefined();
    expect(element.querySelector('textarea')).not.toBeNull();
  });

  it('asks for a reload where a newer version is needed to write, and keeps the draft', async () => {
    const { client, field, fixture, element } = await compose();
    client.composer(CONVERSATION).write('half a thought', 4);
    client.conversations.set([
      { ...(sampleChat(0).rows[3] ?? expect.unreachable()), id: CONVERSATION, needsNewerVersion: true },
    ]);
    await fixture.whenStable();
    expect(field.isConnected).toBe(false);
    expect(element.textContent).toContain('needs a newer version');
    expect(client.composer(CONVERSATION).now.get().draft.text).toBe('half a thought');
  });
});
