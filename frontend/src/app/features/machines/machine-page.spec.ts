import { renderInConversation } from '../../../../testing/render-conversation.ts';
import { uid } from '../../../../testing/sample-people.ts';
import { Confirm } from '../../core/overlays/confirm.ts';
import { TestBed } from '@angular/core/testing';
import { MachinePage } from './machine-page.ts';

const user = {
  uid: uid(7),
  username: 'deploy',
  displayName: 'Deploys',
  about: '',
  admin: false,
  removed: false,
};
const scopes = { read: false, write: true, direct: false, rooms: [uid(8), uid(9)] };

async function render() {
  const rendered = await renderInConversation(MachinePage, { id: uid(1), inputs: { uid: uid(6) } });
  const { client, element, fixture } = rendered;
  client.fakeMachines.machines = [
    { user: { ...user, kind: 'machine' }, purpose: 'Says what is new', scopes, createdAt: 1 },
  ];
  fixture.componentRef.setInput('uid', user.uid);
  await vi.waitFor(() => expect(element.textContent).toContain('Says what is new'));
  await fixture.whenStable();
  const button = (label: string) =>
    [...element.querySelectorAll('button')].find(
      (one) => (one.getAttribute('aria-label') ?? one.textContent).trim() === label,
    ) ?? expect.unreachable(label);
  return { ...rendered, button };
}

describe('MachinePage', () => {
  it('says what a machine may do, who answers for it, and that the server can read along', async () => {
    const { element } = await render();
    expect(element.textContent).toContain('It writes in 2 rooms.');
    expect(element.textContent).toContain('Nobody answers for it.');
    expect(element.textContent).toContain('the server can read direct messages');
    expect(element.querySelector('.machine')?.textContent).toBe('machine');
  });

  it('makes a token, which it shows once, and revokes it', async () => {
    const { client, element, fixture, button } = await render();
    button('New token').click();
    await fixture.whenStable();
    const field =
      element.querySelector<HTMLInputElement>('input[type="text"]') ?? expect.unreachable('no field');
    field.value = 'build server';
    field.dispatchEvent(new Event('input'));
    element.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }));
    await vi.waitFor(() =>
      expect(element.querySelector('parley-copyable')?.textContent).toContain('secret of build server'),
    );
    await vi.waitFor(() => expect(element.textContent).toContain('never used'));
    expect(client.fakeMachines.made).toMatchObject([{ name: 'build server', scopes }]);

    vi.spyOn(TestBed.inject(Confirm), 'ask').mockResolvedValue(true);
    button('Revoke build server').click();
    await vi.waitFor(() => expect(element.textContent).toContain('It has no tokens'));
  });

  it('changes what a machine is for and may do', async () => {
    const { client, element, fixture, button } = await render();
    button('Change').click();
    await fixture.whenStable();
    const field =
      element.querySelector<HTMLInputElement>('input[type="text"]') ?? expect.unreachable('no field');
    field.value = 'Says nothing';
    field.dispatchEvent(new Event('input'));
    const read = element.querySelector<HTMLInputElement>('input[type="checkbox"]');
    read?.click();
    element.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }));
    await vi.waitFor(() => expect(element.textContent).toContain('It reads and writes in 2 rooms.'));
    expect(element.textContent).toContain('Says nothing');
    expect(client.fakeMachines.machines).toMatchObject([{ scopes: { ...scopes, read: true } }]);
    expect(button('Change')).toBeTruthy();
  });

  it('offers nothing else beside Save while it is changed', async () => {
    const { element, fixture, button } = await render();
    button('Change').click();
    await fixture.whenStable();
    const labels = [...element.querySelectorAll('button')].map(({ textContent }) => textContent.trim());
    expect(labels).toContain('Save');
    expect(labels).not.toContain('Suspend');
  });

  it('suspends a machine, which then gets no tokens, and lets it go on', async () => {
    const { element, button } = await render();
    vi.spyOn(TestBed.inject(Confirm), 'ask').mockResolvedValue(true);
    button('Suspend').click();
    await vi.waitFor(() => expect(element.textContent).toContain('suspended'));
    expect([...element.querySelectorAll('button')].map(({ textContent }) => textContent)).not.toContain(
      'New token',
    );
    button('Resume').click();
    await vi.waitFor(() => expect(element.textContent).not.toContain('suspended'));
  });

  it('asks again when the connection is back', async () => {
    const { client, element, fixture } = await render();
    client.connection.set({ kind: 'offline', since: 0 });
    const page = vi.spyOn(client.fakeMachines, 'page').mockRejectedValue(new Error('offline'));
    fixture.componentRef.setInput('uid', uid(6));
    await vi.waitFor(() => expect(element.textContent).toContain('Try again'));
    page.mockRestore();
    client.connection.set({ kind: 'online' });
    await vi.waitFor(() => expect(element.textContent).not.toContain('Try again'));
    expect(element.querySelector('parley-problem-note')).toBeNull();
  });
});
