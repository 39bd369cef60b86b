import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import type { Uuid } from '@parley/protocol';
import { ada } from '../../../../../../../testing/fake-session-client.ts';
import { renderInConversation } from '../../../../../../../testing/render-conversation.ts';
import { sampleChat } from '../../../../../../../testing/sample-chat.ts';
import { message } from '../../../../../../../testing/sample-messages.ts';
import { detailsOf } from '../../../../../../../testing/fake-conversation.ts';
import { person, uid, users } from '../../../../../../../testing/sample-people.ts';
import { sealedWith } from '../../../../../../../testing/sample-sealing.ts';
import { Confirm } from '../../../../../core/overlays/confirm.ts';
import { Dialogs } from '../../../../../core/overlays/dialogs.ts';
import { Toasts } from '../../../../../core/overlays/toasts.ts';
import { personResult } from '../../../finder/later/finder-result.ts';
import { MessageActions } from './message-actions.ts';
import { PendingDeletions } from './pending-deletions.ts';

@Component({ template: '' })
class Nothing {}

const at = (conversation: Uuid) => ({ conversation, state: undefined, edit: () => undefined });

describe('MessageActions', () => {
  it('copies an address that leads to the message', async () => {
    await renderInConversation(Nothing, { id: uid(1), content: { users } });
    const writeText = vi.fn().mockResolvedValue(undefined);
    vi.stubGlobal('navigator', { clipboard: { writeText } });
    vi.spyOn(TestBed.inject(Toasts), 'say').mockResolvedValue();
    const entries = TestBed.inject(MessageActions).entries(
      message(7, person(1).uid, 0, { text: 'here' }),
      at(uid(1)),
    );
    await entries.find(({ label }) => label === 'Copy link')?.run();
    vi.unstubAllGlobals();
    expect(writeText.mock.calls).toEqual([[`${document.baseURI}c/${uid(1)}/m/7`]]);
  });

  it('reports what another wrote, and says that it did only once that is sent', async () => {
    await renderInConversation(Nothing, { id: uid(1), content: { users } });
    const say = vi.spyOn(TestBed.inject(Toasts), 'say').mockResolvedValue();
    const show = vi.spyOn(TestBed.inject(Dialogs), 'show').mockResolvedValue(undefined);
    const actions = TestBed.inject(MessageActions);
    const labels = (sender: Uuid) =>
      actions.entries(message(7, sender, 0, { text: 'here' }), at(uid(1))).map(({ label }) => label);
    expect(labels(ada.uid)).not.toContain('Report');
    const entries = actions.entries(message(7, person(1).uid, 0, { text: 'here' }), at(uid(1)));
    const report = entries.find(({ label }) => label === 'Report');
    await report?.run();
    expect(show.mock.calls[0]?.[2]).toMatchObject({ data: { conversation: uid(1), seq: 7 } });
    expect(say).not.toHaveBeenCalled();
    show.mockResolvedValue(true);
    await report?.run();
    expect(say.mock.calls).toEqual([['Reported. The administrators will look at it.']]);
  });

  it('names whom a message was forwarded to, also where nobody wrote before', async () => {
    const { client } = await renderInConversation(Nothing, { id: uid(1), content: { users } });
    vi.spyOn(TestBed.inject(Dialogs), 'show').mockResolvedValue(personResult(person(0), uid(2)));
    const say = vi.spyOn(TestBed.inject(Toasts), 'say').mockResolvedValue();
    const item = message(1, person(1).uid, 0, { text: 'The door code is 4711' });
    const forward = TestBed.inject(MessageActions)
      .entries(item, at(uid(1)))
      .find(({ label }) => label === 'Forward');
    await forward?.run();
    expect(client.open(uid(2)).items.get()).toMatchObject([
      { content: { text: 'The door code is 4711', forwardedFrom: person(1).uid } },
    ]);
    expect(say.mock.calls).toEqual([[`Forwarded to ${person(0).displayName}`]]);
  });

  it('asks before a message leaves a sealed conversation for an open one, and only then', async () => {
    for (const [from, to, isAsked] of [
      ['sealed', 'open', true],
      ['sealed', 'sealed', false],
      ['sealed', 'begins', false],
      ['simple', 'open', true],
      ['simple', 'sealed', false],
      ['open', 'open', false],
    ] as const) {
      const { client } = await renderInConversation(Nothing, { id: uid(1), content: { users } });
      client.sealed.set(
        new Map([
          [uid(1), sealedWith({ protection: from })],
          [uid(2), sealedWith({ protection: to })],
        ]),
      );
      vi.spyOn(TestBed.inject(Dialogs), 'show').mockResolvedValue(personResult(person(0), uid(2)));
      vi.spyOn(TestBed.inject(Toasts), 'say').mockResolvedValue();
      const ask = vi.spyOn(TestBed.inject(Confirm), 'ask').mockResolvedValue(false);
      const send = vi.spyOn(client, 'send');
      const entries = TestBed.inject(MessageActions).entries(
        message(1, person(1).uid, 0, { text: 'The door code is 4711' }),
        at(uid(1)),
      );
      await entries.find(({ label }) => label === 'Forward')?.run();
      expect([ask.mock.calls.length > 0, send.mock.calls.length > 0], `${from} to ${to}`).toEqual([
        isAsked,
        !isAsked,
      ]);
      TestBed.resetTestingModule();
    }
  });

  it('looks first at a conversation that no page has looked at, and asks where it cannot be found out', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    for (const [found, kind, isAsked] of [
      ['open', 'group', true],
      ['sealed', 'group', false],
      [undefined, 'group', true],
      // Nothing goes in the open to a person whom the user has not chosen to write to so.
      [undefined, 'person', false],
    ] as const) {
      const { client } = await renderInConversation(Nothing, { id: uid(1), content: { users } });
      const here = [uid(1), sealedWith({ protection: 'sealed' })] as const;
      client.sealed.set(new Map([here]));
      const open = client.open.bind(client);
      vi.spyOn(client, 'open').mockImplementation((id) => {
        if (found !== undefined)
          queueMicrotask(() => client.sealed.set(new Map([here, [id, sealedWith({ protection: found })]])));
        return open(id);
      });
      vi.spyOn(TestBed.inject(Dialogs), 'show').mockResolvedValue({
        ...personResult(person(0), uid(2)),
        kind,
      });
      vi.spyOn(TestBed.inject(Toasts), 'say').mockResolvedValue();
      const ask = vi.spyOn(TestBed.inject(Confirm), 'ask').mockResolvedValue(false);
      const entries = TestBed.inject(MessageActions).entries(
        message(1, person(1).uid, 0, { text: 'The door code is 4711' }),
        at(uid(1)),
      );
      const forwarded = entries.find(({ label }) => label === 'Forward')?.run();
      await vi.advanceTimersByTimeAsync(3_000);
      await forwarded;
      expect(ask.mock.calls.length > 0, `${found} ${kind}`).toBe(isAsked);
      TestBed.resetTestingModule();
    }
  });

  it('offers of a message in a group that ended what still works', async () => {
    const [row = expect.unreachable()] = sampleChat(0).rows;
    const rows = [{ ...row, ended: true }];
    const { client } = await renderInConversation(Nothing, { id: row.id, content: { rows } });
    const own = message(1, ada.uid, 0, { text: 'The door code is 4711' });
    const labels = () =>
      TestBed.inject(MessageActions)
        .entries(own, at(row.id))
        .map(({ label }) => label);
    expect(labels()).toEqual(['Copy text', 'Copy link', 'Forward']);
    client.conversations.set([row]);
    expect(labels()).toEqual(['Edit', 'Copy text', 'Copy link', 'Forward', 'Pin', 'Delete']);
  });

  it('offers no edit where one writes with a machine in the simple way', async () => {
    const [row = expect.unreachable()] = sampleChat(0).rows;
    const { client } = await renderInConversation(Nothing, { id: row.id, content: { rows: [row] } });
    client.sealed.set(new Map([[row.id, sealedWith({ protection: 'simple' })]]));
    const labels = TestBed.inject(MessageActions)
      .entries(message(1, ada.uid, 0, { text: 'hers' }), at(row.id))
      .map(({ label }) => label);
    expect(labels).toEqual(['Copy text', 'Copy link', 'Forward', 'Pin', 'Delete']);
  });

  it('offers no edit of words that were forwarded', async () => {
    const [row = expect.unreachable()] = sampleChat(0).rows;
    await renderInConversation(Nothing, { id: row.id, content: { rows: [row] } });
    const forwarded = message(1, ada.uid, 0, { text: 'hers', forwardedFrom: person(0).uid });
    const labels = TestBed.inject(MessageActions)
      .entries(forwarded, at(row.id))
      .map(({ label }) => label);
    expect(labels).toEqual(['Copy text', 'Copy link', 'Forward', 'Pin', 'Delete']);
  });

  it.each([
    ['owner', 'member', true],
    ['owner', 'owner', true],
    ['admin', 'member', true],
    ['admin', 'owner', false],
    ['member', 'member', false],
  ] as const)('offers a group’s %s to delete what its %s wrote: %s', async (mine, theirs, offered) => {
    const content = sampleChat(0);
    const [row = expect.unreachable()] = content.rows;
    await renderInConversation(Nothing, { id: row.id, content });
    const roles = new Map([
      [ada.uid, mine],
      [person(0).uid, theirs],
    ]);
    const { state } = detailsOf(row.id, 'Lunch', roles, 1);
    const add = vi.spyOn(TestBed.inject(PendingDeletions), 'add').mockReturnValue();
    const deletion = TestBed.inject(MessageActions)
      .entries(message(1, person(0).uid, 0, { text: 'rude' }), { ...at(row.id), state })
      .find(({ label }) => label === 'Delete for everyone');
    expect(deletion !== undefined).toBe(offered);
    await deletion?.run();
    const text = `${person(0).displayName}'s message will be deleted for everyone`;
    expect(add.mock.calls).toEqual(offered ? [[row.id, 1, text]] : []);
  });
});
