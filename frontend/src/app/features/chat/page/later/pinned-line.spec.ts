import type { MessageItem } from '@parley/client';
import { detailsOf, FakeConversation } from '../../../../../../testing/fake-conversation.ts';
import { renderInConversation } from '../../../../../../testing/render-conversation.ts';
import { message } from '../../../../../../testing/sample-messages.ts';
import { sealedWith } from '../../../../../../testing/sample-sealing.ts';
import { person, uid } from '../../../../../../testing/sample-people.ts';
import { Reader } from '../../../../core/chat/reader.ts';
import { PinnedLine } from './pinned-line.ts';

const CONVERSATION = uid(1);

describe('PinnedLine', () => {
  /** The server says that messages 4 and 12 are pinned. */
  async function show(...items: readonly MessageItem[]) {
    const known = new FakeConversation(CONVERSATION);
    known.details.set(detailsOf(CONVERSATION, 'A group', new Map(), 13));
    for (const item of items) known.far.set(item.seq ?? 0, item);
    const rendered = await renderInConversation(PinnedLine, {
      id: CONVERSATION,
      content: { open: () => known },
      providers: [Reader],
    });
    rendered.client.sealed.set(new Map([[CONVERSATION, sealedWith()]]));
    await rendered.fixture.whenStable();
    const text = () => rendered.element.textContent.replaceAll(/\s+/g, ' ').trim();
    return { ...rendered, known, text };
  }

  const said = (seq: number, text: string, pinned: boolean) => ({
    ...message(seq, person(0).uid, 0, { text }),
    pinned,
  });

  it('shows a pinned message that is not in memory', async () => {
    const { text } = await show(said(12, 'said *long* ago', true), said(4, 'earlier', true));
    await vi.waitFor(() => expect(text()).toBe('Pinned message: said long ago2 of 2'));
  });

  it('shows no message that only the server has pinned', async () => {
    const { text } = await show(said(12, 'pay this account', false), said(4, 'earlier', true));
    await vi.waitFor(() => expect(text()).toBe('Pinned message: earlier'));
  });

  it('shows what a member has pinned though the server takes it off its list', async () => {
    const { known, fixture, text } = await show(said(12, 'one', false), said(4, 'two', false));
    await vi.waitFor(() => expect(text()).toBe(''));
    known.items.set([said(9, 'three', true)]);
    await fixture.whenStable();
    expect(text()).toBe('Pinned message: three');
  });

  it('says of a message that is not on this device that the server says so, once sealed', async () => {
    const { text, client, fixture } = await show();
    await vi.waitFor(() => expect(text()).toContain('An earlier message, pinned as the server says'));
    client.sealed.set(new Map([[CONVERSATION, sealedWith({ protection: 'open' })]]));
    await fixture.whenStable();
    expect(text()).toContain('Not on this device yet');
  });

  it('looks for the pin in view alone, and again only for that and for those it passed over', async () => {
    const { known, fixture, text } = await show(said(12, 'one', true), said(4, 'two', true));
    await vi.waitFor(() => expect(text()).toContain('one'));
    const message = vi.spyOn(known, 'message');
    known.items.set([said(13, 'hello', false)]);
    await fixture.whenStable();
    expect(message.mock.calls).toEqual([[12]]);
    known.far.set(12, said(12, 'one', false));
    known.items.set([said(13, 'hello', false), said(14, 'again', false)]);
    await vi.waitFor(() => expect(text()).toBe('Pinned message: two'));
    known.far.set(12, said(12, 'one', true));
    known.items.set([said(13, 'hello', false)]);
    await vi.waitFor(() => expect(text()).toContain('2 of 2'));
  });

  it('stays at the pin that is shown while other messages come', async () => {
    const { known, element, fixture, text } = await show(said(12, 'newer', true), said(4, 'older', true));
    element.querySelector('button')?.click();
    await vi.waitFor(() => expect(text()).toContain('older1 of 2'));
    known.items.set([said(13, 'hello', false)]);
    await fixture.whenStable();
    expect(text()).toContain('older1 of 2');
  });
});
