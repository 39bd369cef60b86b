import { TestBed } from '@angular/core/testing';
import type { CheckedReport } from '@parley/client';
import { ParleyError, type Report } from '@parley/protocol';
import { renderInConversation } from '../../../../../testing/render-conversation.ts';
import { person, uid } from '../../../../../testing/sample-people.ts';
import { Dialogs } from '../../../core/overlays/dialogs.ts';
import { Toasts } from '../../../core/overlays/toasts.ts';
import { ReportsPage } from './reports-page.ts';

const [alice, bob] = [person(0), person(1)];
const report: Report = {
  ...{ id: uid(70), time: 0, reporter: alice.uid, sender: bob.uid, conversation: uid(9), seq: 7, version: 7 },
  ...{ reason: 'harassment', words: 'He asks for money.' },
};
const checked: CheckedReport = {
  details: {
    report,
    isDeleted: true,
    place: { type: 'direct', isSealed: true },
    mayDelete: false,
    users: [alice, bob],
  },
  shown: { kind: 'proven', content: { type: 'text', text: 'pay me' } },
  device: { id: uid(71), addedAt: 0 },
};

async function render(reports: Report[], details: CheckedReport = checked) {
  const rendered = await renderInConversation(ReportsPage, { id: uid(9) });
  const { client, fixture, element } = rendered;
  Object.assign(client.fakeReports, { reports, users: [alice, bob], checked: details });
  const press = async (label: string) => {
    const button = [...element.querySelectorAll('button')].find((one) => one.textContent.includes(label));
    (button ?? expect.unreachable(`there is no ${label}`)).click();
    await fixture.whenStable();
  };
  await press('Open');
  vi.spyOn(TestBed.inject(Toasts), 'say').mockResolvedValue();
  return { ...rendered, press };
}

describe('ReportsPage', () => {
  it('shows what waits, and of what is opened what was disclosed and what that proves', async () => {
    const { element, press } = await render([report]);
    expect(element.querySelector('.row')?.textContent).toContain(
      `Harassment or threats · ${bob.displayName}`,
    );
    expect(element.querySelector('blockquote')).toBeNull();
    await press('Harassment');
    await vi.waitFor(() => expect(element.querySelector('blockquote')?.textContent).toBe('pay me'));
    for (const words of [
      `Proven: sent by ${bob.displayName}'s device ${uid(71).slice(0, 8)}, in use since`,
      'The message was deleted since.',
      'Direct messages, end-to-end encrypted',
      'He asks for money.',
      `@${alice.username}`,
    ])
      expect(element.textContent).toContain(words);
  });

  it.each<[string, Partial<CheckedReport>]>([
    ['Not provable', { shown: { kind: 'unproven', content: { type: 'text', text: 'beep' } } }],
    ["Proven by the server's own log", { device: undefined }],
    ['Proves nothing', { shown: { kind: 'refused', refusal: 'frank' } }],
    ['What was disclosed is deleted.', { shown: undefined }],
  ])('says in words: %s', async (words, change) => {
    const { element, press } = await render([report], { ...checked, ...change });
    await press('Harassment');
    await vi.waitFor(() => expect(element.textContent).toContain(words));
    expect(element.querySelector('blockquote') === null).toBe(
      change.shown?.kind === 'refused' || ('shown' in change && change.shown === undefined),
    );
  });

  it('offers to delete only where the rules let one, and says why not', async () => {
    const { element, press } = await render([report]);
    await press('Harassment');
    await vi.waitFor(() => expect(element.querySelector('.ways')).not.toBeNull());
    expect(element.querySelector('.ways')?.textContent).not.toContain('Delete message');
    const details = { ...checked.details, isDeleted: false, mayDelete: true };
    const other = await (TestBed.resetTestingModule(), render([report], { ...checked, details }));
    await other.press('Harassment');
    await vi.waitFor(() =>
      expect(other.element.querySelector('.ways')?.textContent).toContain('Delete message'),
    );
    const open = { type: 'group', name: 'Rowers', isSealed: false } as const;
    const stays = { ...checked.details, isDeleted: false, place: open };
    const third = await (TestBed.resetTestingModule(), render([report], { ...checked, details: stays }));
    await third.press('Harassment');
    await vi.waitFor(() => expect(third.element.textContent).toContain("It can't be deleted from here"));
  });

  it('decides after it was confirmed, and shows what is left', async () => {
    const { client, element, press } = await render([report]);
    const show = vi.spyOn(TestBed.inject(Dialogs), 'show').mockResolvedValue(undefined);
    await press('Harassment');
    await vi.waitFor(() => expect(element.querySelector('.ways')).not.toBeNull());
    await press('Warn');
    expect(client.fakeReports.decided).toEqual([]);
    show.mockResolvedValue({ kind: 'warn', words: 'Please don’t.' });
    await press('Warn');
    await vi.waitFor(() => expect(element.textContent).toContain('Nothing is waiting for you.'));
    expect(client.fakeReports.decided).toEqual([[report.id, { kind: 'warn', words: 'Please don’t.' }]]);
  });

  it('says it where another administrator was faster', async () => {
    const { client, element, press } = await render([report]);
    vi.spyOn(TestBed.inject(Dialogs), 'show').mockResolvedValue({ kind: 'dismiss' });
    await press('Harassment');
    await vi.waitFor(() => expect(element.querySelector('.ways')).not.toBeNull());
    client.fakeReports.refusal = new ParleyError('E_REPORT_ENDED');
    await press('Dismiss');
    await vi.waitFor(() =>
      expect(element.querySelector('[role=alert]')?.textContent).toContain('decided already'),
    );
  });

  it('shows how reports ended, and lifts a mute', async () => {
    const until = Date.now() + 60_000_000;
    const end = { kind: 'mute', time: 0, by: alice.uid, until } as const;
    const { client, element, press } = await render([{ ...report, end }]);
    expect(element.textContent).toContain('Nothing is waiting for you.');
    await press('Decided');
    expect(element.querySelector('.row')?.textContent).toContain(`by ${alice.displayName}`);
    await press('Harassment');
    await press('Lift the mute');
    expect(client.fakeReports.unmuted).toEqual([bob.uid]);
    await vi.waitFor(() => expect(element.textContent).not.toContain('Lift the mute'));
  });

  it('asks again for reports, and for what was disclosed, when the connection is back', async () => {
    const { client, element, press } = await render([report]);
    client.connection.set({ kind: 'offline', since: 0 });
    const [page, details] = [vi.spyOn(client.fakeReports, 'page'), vi.spyOn(client.fakeReports, 'details')];
    details.mockRejectedValue(new Error('offline'));
    await press('Harassment');
    await vi.waitFor(() =>
      expect(element.querySelector('parley-report-view')?.textContent).toContain('Try again'),
    );
    details.mockRestore();
    client.connection.set({ kind: 'online' });
    await vi.waitFor(() => expect(element.querySelector('blockquote')).not.toBeNull());
    expect(element.textContent).not.toContain('Try again');

    client.connection.set({ kind: 'offline', since: 0 });
    page.mockRejectedValue(new Error('offline'));
    await press('Open');
    await vi.waitFor(() => expect(element.textContent).toContain('Try again'));
    page.mockRestore();
    client.connection.set({ kind: 'online' });
    await vi.waitFor(() => expect(element.querySelector('.row')).not.toBeNull());
    expect(element.textContent).not.toContain('Try again');
  });
});
