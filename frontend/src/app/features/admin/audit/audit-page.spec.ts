import { provideLocationMocks } from '@angular/common/testing';
import { TestBed } from '@angular/core/testing';
import { provideRouter, Router } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { ada } from '../../../../../testing/fake-session-client.ts';
import { renderInConversation } from '../../../../../testing/render-conversation.ts';
import { uid } from '../../../../../testing/sample-people.ts';
import { AuditPage } from './audit-page.ts';

const bob = { ...ada, uid: uid(7), username: 'bob', displayName: 'Bob' };

async function render(address = '/admin/audit') {
  const { client } = await renderInConversation(AuditPage, {
    id: uid(1),
    providers: [provideRouter([{ path: 'admin/audit', component: AuditPage }]), provideLocationMocks()],
  });
  const { fakeAdministration: server } = client;
  server.users = [ada, bob];
  server.records = [
    { seq: 6, kind: 'member_removed', time: 6_000, uid: ada.uid, details: { member: bob.uid } },
    { seq: 5, kind: 'of_a_later_version', time: 5_000, uid: uid(9) },
    { seq: 4, kind: 'settings_changed', time: 4_000, details: { registration: 'open' } },
    { seq: 3, kind: 'login_failed', time: 3_000, address: '192.0.2.7', details: { username: 'bob' } },
    { seq: 2, kind: 'login', time: 2_000, uid: bob.uid, address: '192.0.2.7' },
  ];
  server.read.length = 0;
  const harness = await RouterTestingHarness.create(address);
  await harness.fixture.whenStable();
  const element = harness.routeNativeElement ?? expect.unreachable('nothing is shown');
  const lines = () =>
    [...element.querySelectorAll('parley-audit-event')].map((line) =>
      line.textContent.replaceAll(/\s+/g, ' ').trim(),
    );
  const button = (label: string) =>
    [...element.querySelectorAll('button')].find((one) => one.textContent.trim() === label) ??
    expect.unreachable(label);
  await vi.waitFor(() => expect(element.querySelector('ol, p + p, parley-paged-list p')).not.toBeNull());
  return { client, server, element, lines, button, harness };
}

describe('AuditPage', () => {
  afterEach(() => vi.restoreAllMocks());

  it('says in words what happened, by whom and from where, the newest first, and then what is older', async () => {
    const { lines, button } = await render();
    await vi.waitFor(() => expect(lines()).toHaveLength(3));
    expect(lines()[0]).toContain(`${ada.displayName} removed a member whom: Bob`);
    expect(lines()[1]).toContain(`${uid(9).slice(0, 8)} of a later version`);
    expect(lines()[2]).toContain('The server changed the settings registration: open');

    button('Older').click();
    await vi.waitFor(() => expect(lines()).toHaveLength(5));
    expect(lines()[3]).toContain('Somebody failed to log in from 192.0.2.7 username: bob');
    expect(lines()[4]).toContain('Bob logged in from 192.0.2.7');
  });

  it('takes its filters from the address, and puts what is chosen there', async () => {
    const { server, element, lines, button } = await render(
      `/admin/audit#kind=login&person=${bob.uid}&since=2026-11-30&until=2026-11-30&address=::1`,
    );
    const since = new Date(2026, 10, 30).getTime();
    const until = new Date(2026, 11, 1).getTime() - 1;
    await vi.waitFor(() =>
      expect(server.read).toContainEqual({ kind: 'login', uid: bob.uid, address: '::1', since, until }),
    );
    await vi.waitFor(() => expect(lines()).toHaveLength(1));
    expect(element.querySelector('.chosen')?.textContent).toContain('Bob');

    const kinds = element.querySelector('select') ?? expect.unreachable('no kinds');
    expect(kinds.value).toBe('login');
    kinds.value = 'login_failed';
    kinds.dispatchEvent(new Event('change'));
    await vi.waitFor(() => expect(TestBed.inject(Router).url).toContain('kind=login_failed'));
    await vi.waitFor(() => expect(element.textContent).toContain('Nothing fits these filters.'));

    element.querySelector<HTMLButtonElement>('.chosen button')?.click();
    await vi.waitFor(() => expect(TestBed.inject(Router).url).not.toContain('person'));
    await vi.waitFor(() => expect(lines()).toHaveLength(1));
    button('192.0.2.7').click();
    await vi.waitFor(() => expect(TestBed.inject(Router).url).toContain('address=192.0.2.7'));
  });

  it('leaves out of an address what is no filter', async () => {
    const { server } = await render('/admin/audit#kind=x&person=bob&since=tomorrow&until=2026-99');
    await vi.waitFor(() => expect(server.read.at(-1)).toEqual({}));
  });

  it('exports what is shown as a file', async () => {
    const { server, button } = await render('/admin/audit#kind=login');
    const names: string[] = [];
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      names.push(this.download);
      expect(this.href).toMatch(/^blob:/);
    });
    button('Export as CSV').click();
    await vi.waitFor(() => expect(names).toEqual(['parley-audit.csv']));
    button('Export as JSON Lines').click();
    await vi.waitFor(() => expect(names).toEqual(['parley-audit.csv', 'parley-audit.jsonl']));
    expect(server.exported).toEqual([
      { filter: { kind: 'login' }, format: 'csv' },
      { filter: { kind: 'login' }, format: 'jsonl' },
    ]);
  });

  it('checks the log, and says what is broken and what to do', async () => {
    const { server, element, button } = await render();
    server.finding = { verdict: 'problem', says: 'The audit log is empty.', remedy: 'Compare it.' };
    button('Verify').click();
    await vi.waitFor(() => expect(element.querySelector('parley-finding-note')).not.toBeNull());
    expect(element.querySelector('parley-finding-note')?.textContent).toMatch(
      /Problem:\s*The audit log is empty\.\s*Compare it\./,
    );
  });

  it('says what went wrong, and tries again', async () => {
    const { server, element, harness, lines, button } = await render();
    const read = vi.spyOn(server, 'readAudit').mockRejectedValue(new Error('no'));
    await TestBed.inject(Router).navigate(['/admin/audit'], { fragment: 'kind=login' });
    await harness.fixture.whenStable();
    await vi.waitFor(() => expect(element.querySelector('parley-problem-note')).not.toBeNull());
    read.mockRestore();
    button('Try again').click();
    await vi.waitFor(() => expect(lines()).toHaveLength(1));
  });

  it('asks again when the connection is back', async () => {
    const { client, server, element, harness, lines } = await render();
    client.connection.set({ kind: 'offline', since: 0 });
    const read = vi.spyOn(server, 'readAudit').mockRejectedValue(new Error('offline'));
    await TestBed.inject(Router).navigate(['/admin/audit'], { fragment: 'kind=login' });
    await harness.fixture.whenStable();
    await vi.waitFor(() => expect(element.querySelector('parley-problem-note')).not.toBeNull());
    read.mockRestore();
    client.connection.set({ kind: 'online' });
    await vi.waitFor(() => expect(lines()).toHaveLength(1));
    expect(element.querySelector('parley-problem-note')).toBeNull();
  });

  it('leads from filters that nothing fits to everything', async () => {
    const { element, lines } = await render('/admin/audit#kind=backup_failed');
    await vi.waitFor(() => expect(element.textContent).toContain('Nothing fits these filters.'));
    element.querySelector<HTMLAnchorElement>('a.all')?.click();
    await vi.waitFor(() => expect(lines()).toHaveLength(3));
    expect(TestBed.inject(Router).url).toBe('/admin/audit');
  });
});
