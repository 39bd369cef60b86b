import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { Component, inject } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import type { Notice } from '@parley/protocol';
import { ada, sessionOf } from '../../../../../testing/fake-session-client.ts';
import { renderInConversation } from '../../../../../testing/render-conversation.ts';
import { uid } from '../../../../../testing/sample-people.ts';
import { Dialogs } from '../../overlays/dialogs.ts';
import { AdminNotices } from './admin-notices.ts';
import { NoticeDialog } from './notice-dialog.ts';

const warning: Notice = { id: uid(80), time: 0, kind: 'warning', words: 'Please be kind.' };

@Component({ template: '' })
class Started {
  constructor() {
    inject(AdminNotices).start();
  }
}

describe('AdminNotices', () => {
  it('asks for them only where the server says that there are some, and shows each', async () => {
    const { client, session, fixture } = await renderInConversation(Started, { id: uid(9) });
    const asked = vi.spyOn(client.fakeReports, 'notices');
    const show = vi.spyOn(TestBed.inject(Dialogs), 'show').mockResolvedValue(undefined);
    await fixture.whenStable();
    expect(asked).not.toHaveBeenCalled();
    client.fakeReports.told = [warning];
    session.state.set({ kind: 'active', session: { ...sessionOf(ada), notices: true } });
    await fixture.whenStable();
    await vi.waitFor(() => expect(show).toHaveBeenCalledTimes(1));
    expect(show.mock.calls[0]?.[2]).toMatchObject({ data: warning, keepsOpen: true });
  });
});

describe('NoticeDialog', () => {
  const render = async (notice: Notice) => {
    const close = vi.fn();
    const providers = [
      { provide: DIALOG_DATA, useValue: notice },
      { provide: DialogRef, useValue: { close } },
    ];
    return { ...(await renderInConversation(NoticeDialog, { id: uid(9), providers })), close };
  };

  it('shows a warning until it was read', async () => {
    const { client, element, close } = await render(warning);
    client.fakeReports.told = [warning];
    expect(element.textContent).toContain('They warn you');
    expect(element.querySelector('blockquote')?.textContent).toBe('Please be kind.');
    element.querySelector('button')?.click();
    await vi.waitFor(() => expect(close).toHaveBeenCalled());
    expect(client.fakeReports.told).toEqual([]);
  });

  it('says until when somebody is muted', async () => {
    const { element } = await render({ ...warning, kind: 'mute', words: '', until: 1 });
    expect(element.textContent).toContain("You can't write on this server until");
    expect(element.querySelector('blockquote')).toBeNull();
  });
});
