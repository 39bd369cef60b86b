import { EVERYONE, ONLINE } from '@parley/protocol';
import { ParleyError } from '@parley/protocol';
import { TestBed } from '@angular/core/testing';
import { ada } from '../../../../../../testing/fake-session-client.ts';
import { FakeConversation } from '../../../../../../testing/fake-conversation.ts';
import { renderInConversation } from '../../../../../../testing/render-conversation.ts';
import { press } from '../../../../../../testing/render-with-keys.ts';
import { sampleChat } from '../../../../../../testing/sample-chat.ts';
import { message } from '../../../../../../testing/sample-messages.ts';
import { person, uid, users } from '../../../../../../testing/sample-people.ts';
import { sealedWith } from '../../../../../../testing/sample-sealing.ts';
import { Toasts } from '../../../../core/overlays/toasts.ts';
import { Composing } from '../../../../core/chat/composing.ts';
import { Message } from './message.ts';
import { Reader } from '../../../../core/chat/reader.ts';
import { Receipts } from './receipts.ts';

const CONVERSATION = uid(1);
const error = new ParleyError('E_TOO_MANY_PINS').toWire();

describe('Message', () => {
  /** A message of somebody else that the server would not pin. */
  async function show(sender = person(0).uid) {
    const item = { ...message(1, sender, 0, { text: 'pin me' }), error };
    const rendered = await renderInConversation(Message, {
      id: CONVERSATION,
      content: { users, open: () => new FakeConversation(CONVERSATION, [item]) },
      providers: [Composing, Reader, Receipts],
      inputs: { item, first: true, last: true, direct: true },
    });
    const button = (name: string) =>
      [...rendered.element.querySelectorAll('button')].find(({ textContent }) => textContent.trim() === name);
    return { ...rendered, item, button };
  }

  it('says why a change to it was refused, and still when it was sent', async () => {
    for (const sender of [person(0).uid, ada.uid]) {
      const { element } = await show(sender);
      expect(element.querySelector('parley-unsent')?.textContent).toContain(
        'Not changed. Too many messages are pinned. Unpin one first.',
      );
      expect(element.querySelector('time')).not.toBeNull();
      TestBed.resetTestingModule();
    }
  });

  it('lets one try the change again or give it up', async () => {
    const { client, item, button } = await show();
    const [retry, discard] = [vi.spyOn(client, 'retry'), vi.spyOn(client, 'discard')];
    button('Retry')?.click();
    expect(retry).toHaveBeenCalledWith(CONVERSATION, item.id, { openly: false });
    button('Discard')?.click();
    expect(discard).toHaveBeenCalledWith(CONVERSATION, item.id);
  });

  it('offers of what is damaged on this device only to discard it', async () => {
    const error = { code: 'E_NOT_FOUND', message: 'It is damaged.', retryable: false } as const;
    const { content: _, seq: _unsent, ...rest } = message(1, ada.uid, 0, { text: '' });
    const item = { ...rest, status: 'refused', error, damaged: true } as const;
    const { element } = await renderInConversation(Message, {
      id: CONVERSATION,
      content: { users, open: () => new FakeConversation(CONVERSATION, [item]) },
      providers: [Composing, Reader, Receipts],
      inputs: { item, first: true, last: true, direct: true },
    });
    const unsent = element.querySelector('parley-unsent');
    expect(unsent?.textContent).toContain('Not sent. It is damaged.');
    expect([...(unsent?.querySelectorAll('button') ?? [])].map((one) => one.textContent)).toEqual([
      'Discard',
    ]);
    expect(element.textContent).not.toContain('Not opened yet');
  });

  it('sends to somebody without keys after a tap, and what follows without another', async () => {
    const refused = new ParleyError('E_NO_KEYS').toWire();
    const { seq: _unsent, ...rest } = message(1, ada.uid, 0, { text: 'anybody may read this' });
    const item = { ...rest, status: 'refused', error: refused } as const;
    const { client, conversation, element, fixture } = await renderInConversation(Message, {
      id: CONVERSATION,
      content: { users, open: () => new FakeConversation(CONVERSATION, [item]) },
      providers: [Composing, Reader, Receipts],
      inputs: { item, first: true, last: true, direct: true },
    });
    expect(element.textContent).not.toContain('Send without encryption');
    conversation.peer.set(person(0).uid);
    await fixture.whenStable();
    const [retry, send] = [vi.spyOn(client, 'retry'), vi.spyOn(client, 'send')];
    press(element, 'Send without encryption');
    expect(retry).toHaveBeenCalledWith(CONVERSATION, item.id, { openly: true });

    const composing = fixture.debugElement.injector.get(Composing);
    composing.write('this, too', 9);
    await composing.send([]);
    expect(send.mock.lastCall?.[2]).toEqual({ openly: true });
  });

  it('offers to send without encryption only where that can be', async () => {
    const refused = new ParleyError('E_NO_KEYS').toWire();
    const { seq: _unsent, ...rest } = message(1, ada.uid, 0, { text: 'for nobody else' });
    const item = { ...rest, status: 'refused', error: refused } as const;
    const { client, conversation, element, fixture } = await renderInConversation(Message, {
      id: CONVERSATION,
      content: { users, open: () => new FakeConversation(CONVERSATION, [item]) },
      providers: [Composing, Reader, Receipts],
      inputs: { item, first: true, last: true, direct: true },
    });
    conversation.peer.set(person(0).uid);
    const sealed = { leftOut: [], notOpened: new Map(), alarms: [] };
    for (const [protection, isOffered] of [
      ['open', true],
      ['begins', false],
      ['sealed', false],
    ] as const) {
      client.sealed.set(new Map([[CONVERSATION, { ...sealed, protection }]]));
      await fixture.whenStable();
      expect(element.textContent.includes('Send without encryption')).toBe(isOffered);
    }
  });

  it('offers nothing that can only fail where one writes with a machine in the simple way, and marks what is not encrypted', async () => {
    const error = new ParleyError('E_SIMPLE_SEALING').toWire();
    const reactions = [{ emoji: '👍', uids: [ada.uid] }];
    const item = { ...message(1, ada.uid, 0, { text: 'deploy' }), error, reactions, plain: true } as const;
    const { client, element, fixture } = await renderInConversation(Message, {
      id: CONVERSATION,
      content: { users, open: () => new FakeConversation(CONVERSATION, [item]) },
      providers: [Composing, Reader, Receipts],
      inputs: { item, first: true, last: true, direct: true, active: true },
    });
    const offered = () => ({
      isMarked: element.textContent.includes('Not encrypted'),
      canReact: !element.querySelector('parley-message-tools')?.classList.contains('simple'),
      canToggle: !element.querySelector<HTMLButtonElement>('parley-reactions button')?.disabled,
      canRetry: element.querySelector('parley-unsent')?.textContent.includes('Retry'),
    });
    expect(offered()).toEqual({ isMarked: false, canReact: true, canToggle: true, canRetry: false });
    client.sealed.set(new Map([[CONVERSATION, sealedWith({ protection: 'simple' })]]));
    await fixture.whenStable();
    expect(offered()).toEqual({ isMarked: true, canReact: false, canToggle: false, canRetry: false });
  });

  it('seals a message anew that was refused for want of that', async () => {
    const refused = new ParleyError('E_SIMPLE_SEALING').toWire();
    const { seq: _unsent, ...rest } = message(1, ada.uid, 0, { text: 'deploy' });
    const item = { ...rest, status: 'refused', error: refused } as const;
    const { element } = await renderInConversation(Message, {
      id: CONVERSATION,
      content: { users, open: () => new FakeConversation(CONVERSATION, [item]) },
      providers: [Composing, Reader, Receipts],
      inputs: { item, first: true, last: true, direct: true },
    });
    expect(element.querySelector('parley-unsent')?.textContent).toContain('Retry');
  });

  it('says why something cannot be discarded', async () => {
    const { client, fixture, button } = await show();
    const why = 'This may have been sent already. Try again to find out.';
    vi.spyOn(client, 'discard').mockRejectedValue(new ParleyError('E_FORBIDDEN', { message: why }));
    const say = vi.spyOn(TestBed.inject(Toasts), 'say').mockResolvedValue();
    button('Discard')?.click();
    await fixture.whenStable();
    expect(say.mock.calls).toEqual([[why]]);
  });

  it('stands out where it mentions oneself, and only there', async () => {
    for (const [mentions, expected] of [
      [[ada.uid], true],
      [[EVERYONE], true],
      [[ONLINE], false],
      [[person(1).uid], false],
      [undefined, false],
    ] as const) {
      const item = message(1, person(0).uid, 0, { text: 'Look, @ada', ...(mentions && { mentions }) });
      const { element } = await renderInConversation(Message, {
        id: CONVERSATION,
        content: { users, open: () => new FakeConversation(CONVERSATION, [item]) },
        providers: [Composing, Reader, Receipts],
        inputs: { item, first: true, last: true, direct: false },
      });
      expect(element.querySelector('parley-bubble')?.classList.contains('to-me')).toBe(expected);
      TestBed.resetTestingModule();
    }
  });

  it('offers who has seen a message only where that can be known', async () => {
    const [lunch] = sampleChat(0).rows.filter(({ type }) => type === 'group');
    for (const [row, offered] of [
      [{ type: 'group', memberCount: 3, role: 'member' }, true],
      [{ type: 'group', memberCount: 1, role: 'owner' }, false],
      [{ type: 'group', memberCount: 3, role: null }, false],
      [{ type: 'group', isRoom: true, memberCount: 32, role: 'member' }, true],
      [{ type: 'group', isRoom: true, memberCount: 33, role: 'member' }, false],
      [{ type: 'announcement', memberCount: 0, role: 'member' }, false],
    ] as const) {
      const item = message(1, ada.uid, 0, { text: 'Tea is ready' });
      const { element } = await renderInConversation(Message, {
        id: CONVERSATION,
        content: { users, rows: [{ ...(lunch ?? expect.unreachable()), id: CONVERSATION, ...row }] },
        providers: [Composing, Reader, Receipts],
        inputs: { item, first: true, last: true, direct: false },
      });
      expect(element.querySelector('parley-delivery-mark')?.textContent).toContain('Sent');
      expect(element.querySelector('button.receipt') !== null, JSON.stringify(row)).toBe(offered);
      TestBed.resetTestingModule();
    }
  });
});
