import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { FakeConversation } from '../../../../../../testing/fake-conversation.ts';
import { renderInConversation } from '../../../../../../testing/render-conversation.ts';
import { sampleChat } from '../../../../../../testing/sample-chat.ts';
import { message } from '../../../../../../testing/sample-messages.ts';
import { person, uid } from '../../../../../../testing/sample-people.ts';
import { Reader } from '../../../../core/chat/reader.ts';
import { Toasts } from '../../../../core/overlays/toasts.ts';
import { FollowLink } from './follow-link.ts';

describe('FollowLink', () => {
  const row = { ...(sampleChat(0).rows[0] ?? expect.unreachable()), id: uid(1) };
  const toConversation = [['/c', uid(1)], { replaceUrl: true }];

  afterEach(() => vi.restoreAllMocks());

  async function at(
    seq: string,
    { rows = [row], answer }: { rows?: (typeof row)[]; answer?: Promise<boolean | undefined> } = {},
  ) {
    const known = new FakeConversation(uid(1), [message(7, person(0).uid, 0, { text: 'here' })]);
    const reach = vi.spyOn(known, 'reach');
    if (answer !== undefined) reach.mockReturnValueOnce(answer);
    const navigate = vi.spyOn(Router.prototype, 'navigate').mockResolvedValue(true);
    const say = vi.fn<(text: string) => Promise<void>>(async () => undefined);
    const rendered = await renderInConversation(FollowLink, {
      id: uid(1),
      content: { rows, open: () => known },
      providers: [Reader, { provide: Toasts, useValue: { say } }],
      inputs: { seq },
    });
    return { ...rendered, reach, reader: TestBed.inject(Reader), navigate, said: say.mock.calls };
  }

  it('goes to the message once the conversation is known, and keeps the address as long as one stays there', async () => {
    const { client, fixture, navigate, reach, reader } = await at('7', { rows: [] });
    expect(reach).not.toHaveBeenCalled();
    client.conversations.set([row]);
    await fixture.whenStable();
    expect(reader.found()).toBe(7);
    client.conversations.set([{ ...row, unread: 3 }]);
    await fixture.whenStable();
    expect(reach.mock.calls).toEqual([[7]]);
    expect(navigate).not.toHaveBeenCalled();

    reader.wanted.set(undefined);
    await fixture.whenStable();
    expect(navigate.mock.calls).toEqual([toConversation]);
  });

  it('gives the conversation its address back when there is no such message, and says so', async () => {
    const { fixture, navigate, said } = await at('8');
    await fixture.whenStable();
    expect(said).toEqual([["That message isn't in this conversation."]]);
    expect(navigate.mock.calls).toEqual([toConversation]);
  });

  it.each(['x', '0', '1.5', '99999999999999999999'])('asks for no message at %s', async (seq) => {
    const { fixture, navigate, reach } = await at(seq);
    await fixture.whenStable();
    expect(reach).not.toHaveBeenCalled();
    expect(navigate.mock.calls).toEqual([toConversation]);
  });

  it('keeps the address if nobody answered, and tries again with the next connection', async () => {
    const { client, fixture, navigate, reach, reader, said } = await at('7', {
      answer: Promise.resolve(undefined),
    });
    await fixture.whenStable();
    expect(said).toEqual([["The server didn't answer. Check your connection and try again."]]);
    client.connection.set({ kind: 'connecting' });
    await fixture.whenStable();
    expect(reach).toHaveBeenCalledOnce();
    client.connection.set({ kind: 'online' });
    await fixture.whenStable();
    expect(reader.found()).toBe(7);
    expect(navigate).not.toHaveBeenCalled();
  });

  it('leaves the page alone that one has gone to meanwhile', async () => {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const { fixture, navigate, reach } = await at('7', { answer: promise });
    expect(reach).toHaveBeenCalledOnce();
    fixture.destroy();
    resolve(false);
    await new Promise((done) => setTimeout(done));
    expect(navigate).not.toHaveBeenCalled();
  });
});
