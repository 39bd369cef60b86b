import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { NoAnswerError } from '@parley/client';
import { LIMITS, ParleyError } from '@parley/protocol';
import { renderInConversation } from '../../../../../../testing/render-conversation.ts';
import { sampleChat } from '../../../../../../testing/sample-chat.ts';
import { ada } from '../../../../../../testing/fake-session-client.ts';
import { uid } from '../../../../../../testing/sample-people.ts';
import { Finder } from './finder.ts';

describe('Finder', () => {
  const rows = sampleChat(0)
    .rows.filter(({ type }) => type === 'group')
    .slice(0, 3)
    .map((row, index) => ({ ...row, name: ['Open', 'Ended', 'Left'][index] ?? '' }))
    .map((row) => ({ ...row, ended: row.name === 'Ended', role: row.name === 'Left' ? null : row.role }));

  async function render(data?: { purpose: 'forward' }, close = () => undefined) {
    const providers = [
      { provide: DialogRef, useValue: { close } },
      { provide: DIALOG_DATA, useValue: data },
    ];
    const content = { rows, users: new Map([[ada.uid, ada]]) };
    return renderInConversation(Finder, { id: uid(1), content, providers });
  }

  async function find(data?: { purpose: 'forward' }) {
    const { element, fixture } = await render(data);
    await vi.waitFor(() => expect(element.textContent).toContain(ada.displayName));
    await fixture.whenStable();
    return [...element.querySelectorAll('li')].map((option) =>
      [...option.querySelectorAll('.ellipsis')].map((part) => part.textContent),
    );
  }

  it('finds all conversations, and says which one holds notes to oneself', async () => {
    expect(await find()).toEqual([
      ['Open', ''],
      ['Ended', ''],
      ['Left', ''],
      [ada.displayName, 'Notes to yourself'],
    ]);
  });

  function type(element: HTMLElement, query: string) {
    const field = element.querySelector('input') ?? expect.unreachable();
    field.value = query;
    field.dispatchEvent(new Event('input'));
  }
  it('takes no more than the server does', async () => {
    const { element } = await render();
    expect(element.querySelector('input')?.maxLength).toBe(LIMITS.searchMax);
  });

  const said = (element: HTMLElement) => element.querySelector('[role=status]')?.textContent;

  it('says that nothing is found only when the server has said so', async () => {
    const { client, element, fixture } = await render();
    const { promise, resolve } = Promise.withResolvers<never[]>();
    const search = vi.spyOn(client.people, 'search').mockReturnValue(promise);
    type(element, 'drawer');
    await vi.waitFor(() => expect(search).toHaveBeenCalled());
    fixture.detectChanges();
    expect(element.querySelectorAll('li')).toHaveLength(0);
    expect(said(element)).toBe('');
    resolve([]);
    await vi.waitFor(() => expect(said(element)).toBe('No people, rooms or conversations match “drawer”.'));
  });

  it('without an answer finds what the local copy knows, and says so', async () => {
    const { client, element } = await render();
    vi.spyOn(client.people, 'search').mockRejectedValue(new NoAnswerError());
    type(element, 'op');
    await vi.waitFor(() => expect(said(element)).toBe("You're offline: only conversations on this device"));
    expect(element.querySelector('li')?.textContent).toContain('Open');
  });

  it('says why the server refused', async () => {
    const { client, element } = await render();
    vi.spyOn(client.people, 'search').mockRejectedValue(new ParleyError('E_STORE_BUSY'));
    type(element, 'op');
    await vi.waitFor(() => expect(said(element)).toBe('The database is busy. Trying again soon.'));
  });

  it('stays until the page that was chosen is there: what is typed meanwhile goes nowhere else', async () => {
    const close = vi.fn();
    const { element } = await render(undefined, close);
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const navigate = vi.spyOn(TestBed.inject(Router), 'navigate').mockReturnValue(promise);
    await vi.waitFor(() => expect(element.querySelector('li')).not.toBeNull());
    element.querySelector('li')?.click();
    expect(navigate).toHaveBeenCalledWith(['/c', rows[0]?.id], {});
    expect(close).not.toHaveBeenCalled();
    resolve(true);
    await vi.waitFor(() => expect(close).toHaveBeenCalled());
  });

  it('takes what is typed into the open conversation, behind `#` of its address', async () => {
    const path = `/c/${rows[0]?.id ?? ''}`;
    vi.spyOn(Router.prototype, 'url', 'get').mockReturnValue(path);
    const { element } = await render();
    const navigate = vi.spyOn(TestBed.inject(Router), 'navigate').mockResolvedValue(true);
    type(element, ' 50 % plum ');
    const inside = () =>
      [...element.querySelectorAll('button')].find(({ textContent }) => textContent.includes('“50 % plum”'));
    await vi.waitFor(() => expect(inside()).toBeDefined());
    inside()?.click();
    expect(navigate).toHaveBeenCalledExactlyOnceWith(['/c', rows[0]?.id, 'search'], {
      fragment: 'q=50 %25 plum',
    });
  });

  it('finds rooms that one is not in, leads to them in the directory, and forwards to none', async () => {
    const room = { conversation: uid(70), name: 'Open air', memberCount: 3, locked: false, joined: false };
    const { client, element, fixture } = await render();
    client.fakeRooms.listed = [room];
    const navigate = vi.spyOn(TestBed.inject(Router), 'navigate').mockResolvedValue(true);
    type(element, 'open');
    await vi.waitFor(() => expect(element.textContent).toContain('Open air'));
    await fixture.whenStable();
    const found = [...element.querySelectorAll('li')].find(({ textContent }) => textContent.includes('air'));
    expect(found?.textContent).toContain('3 members');
    found?.click();
    expect(navigate).toHaveBeenCalledWith(['/rooms'], { fragment: 'q=Open air' });

    TestBed.resetTestingModule();
    const forwarding = await render({ purpose: 'forward' });
    forwarding.client.fakeRooms.listed = [room];
    type(forwarding.element, 'open');
    await vi.waitFor(() => expect(forwarding.element.querySelectorAll('li')).toHaveLength(1));
    expect(forwarding.element.textContent).not.toContain('Open air');
  });

  it('forwards only to where one can write', async () => {
    expect((await find({ purpose: 'forward' })).map(([name]) => name)).toEqual(['Open', ada.displayName]);
  });
});
