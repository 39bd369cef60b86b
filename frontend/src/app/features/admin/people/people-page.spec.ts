import { TestBed } from '@angular/core/testing';
import type { AccountInfo } from '@parley/protocol';
import { ada } from '../../../../../testing/fake-session-client.ts';
import { renderInConversation } from '../../../../../testing/render-conversation.ts';
import { person, uid } from '../../../../../testing/sample-people.ts';
import { Confirm } from '../../../core/overlays/confirm.ts';
import { Dialogs } from '../../../core/overlays/dialogs.ts';
import { Menus } from '../../../core/overlays/menus.ts';
import { Toasts } from '../../../core/overlays/toasts.ts';
import type { MenuEntry } from '../../../shared/menu-entry.ts';
import { AccountSearch } from './account-search.ts';
import { PeoplePage } from './people-page.ts';

const account = (user: AccountInfo['user'], details: Partial<AccountInfo> = {}): AccountInfo => ({
  ...{ user, createdAt: 0, online: false, devices: [] },
  ...details,
});

async function render(accounts: readonly AccountInfo[], pageSize = 50) {
  const rendered = await renderInConversation(PeoplePage, { id: uid(9) });
  const { element, fixture, session } = rendered;
  const { fakeAccounts } = session;
  fakeAccounts.accounts = [...accounts];
  fakeAccounts.pageSize = pageSize;
  const names = () => [...element.querySelectorAll('parley-name')].map(({ textContent }) => textContent);
  fixture.debugElement.injector.get(AccountSearch).reload();
  await vi.waitFor(() => expect(names()).toHaveLength(Math.min(pageSize, accounts.length)));
  let entries: readonly MenuEntry[] = [];
  vi.spyOn(TestBed.inject(Menus), 'open').mockImplementation(async (_, __, shown) => {
    entries = shown;
  });
  /** Opens the menu of somebody. */
  const menuOf = (name: string) => {
    const button = element.querySelector<HTMLElement>(`[aria-label="Actions for ${name}"]`);
    (button ?? expect.unreachable(`no menu of ${name}`)).click();
    return entries.map(({ label }) => label);
  };
  const choose = async (name: string, label: string) => {
    menuOf(name);
    await (entries.find((entry) => entry.label === label) ?? expect.unreachable(label)).run();
    await fixture.whenStable();
  };
  vi.spyOn(TestBed.inject(Confirm), 'ask').mockResolvedValue(true);
  const say = vi.spyOn(TestBed.inject(Toasts), 'say').mockResolvedValue();
  const undo = vi.spyOn(TestBed.inject(Toasts), 'offerUndo').mockResolvedValue();
  return { ...rendered, fakeAccounts, names, menuOf, choose, say, undo };
}

const [grace, alan] = [person(0), person(1)];
const admin = { ...alan, admin: true };

describe('PeoplePage', () => {
  afterEach(() => vi.restoreAllMocks());

  it('says of each account its role, devices, when it was seen and who invited it', async () => {
    const { element, fixture } = await render([
      account(ada, { online: true, devices: [{ name: 'Firefox', lastSeenAt: Date.now() }] }),
      account(grace, { invitedBy: ada.uid, lastSeen: Date.now() }),
      account({ ...alan, removed: true, displayName: 'Deleted account' }, { deletedAt: Date.now() }),
    ]);
    const [first, second, third] = element.querySelectorAll('li');
    expect(element.textContent).toContain('3 accounts');
    expect(first?.textContent).toContain('administrator, you');
    expect(first?.textContent).toContain('Online');
    expect(second?.textContent).toContain('Not logged in');
    expect(second?.textContent).toContain(`Invited by ${ada.displayName}`);
    expect(third?.textContent).toMatch(/Removed \S/);
    expect(third?.querySelector('[aria-haspopup]')).toBeNull();
    element.querySelector<HTMLElement>('button.where')?.click();
    await fixture.whenStable();
    expect(element.querySelector('.devices')?.textContent).toContain('Firefox');
  });

  it('shows a page, and more of them when asked', async () => {
    const { element, fixture, names } = await render(
      [0, 1, 2, 3, 4].map((at) => account(person(at))),
      2,
    );
    const more = () =>
      [...element.querySelectorAll('button')].find(({ textContent }) => textContent.includes('Show more'));
    more()?.click();
    await vi.waitFor(() => expect(names()).toHaveLength(4));
    await fixture.whenStable();
    more()?.click();
    await vi.waitFor(() => expect(names()).toHaveLength(5));
    await fixture.whenStable();
    expect(more()).toBeUndefined();
  });

  it('finds by name, and says it where nobody matches', async () => {
    const { element, names } = await render([account(grace), account(alan)]);
    const field = element.querySelector('input') ?? expect.unreachable('no field');
    field.value = 'Grace';
    field.dispatchEvent(new Event('input'));
    await vi.waitFor(() => expect(names()).toEqual([grace.displayName]));
    field.value = 'nobody';
    field.dispatchEvent(new Event('input'));
    await vi.waitFor(() => expect(element.textContent).toContain('No account matches “nobody”.'));
  });

  it('offers what can be done with each', async () => {
    const { menuOf } = await render([
      account(ada),
      account(grace),
      account({ ...alan, removed: true }),
      account({ ...person(2), kind: 'machine' }),
    ]);
    expect(menuOf(ada.displayName)).toEqual(['Stop being administrator']);
    expect(menuOf(grace.displayName)).toEqual([
      'Log out everywhere',
      'Reset link',
      'Make administrator',
      'Deactivate',
      'Remove account',
    ]);
    expect(menuOf(alan.displayName)).toEqual(['Reactivate', 'Remove account']);
    expect(menuOf(person(2).displayName)).toEqual(['Manage machine']);
  });

  it('does it, and shows what became of it', async () => {
    const { element, fakeAccounts, choose, names, say, undo } = await render([account(ada), account(grace)]);
    await choose(grace.displayName, 'Log out everywhere');
    expect(fakeAccounts.loggedOut).toEqual([grace.uid]);
    await choose(grace.displayName, 'Make administrator');
    await vi.waitFor(() => expect(element.querySelectorAll('li')[1]?.textContent).toContain('administrator'));
    await choose(grace.displayName, 'Deactivate');
    await vi.waitFor(() => expect(element.querySelectorAll('li')[1]?.textContent).toContain('deactivated'));
    await undo.mock.lastCall?.[1]();
    await vi.waitFor(() =>
      expect(element.querySelectorAll('li')[1]?.textContent).not.toContain('deactivated'),
    );
    await choose(grace.displayName, 'Remove account');
    await vi.waitFor(() => expect(names()).toEqual([ada.displayName]));
    expect(say).toHaveBeenLastCalledWith(`The account of ${grace.displayName} is removed`);
  });

  it('shows a reset link once', async () => {
    const { choose } = await render([account(grace)]);
    const show = vi.spyOn(TestBed.inject(Dialogs), 'show').mockResolvedValue(undefined);
    await choose(grace.displayName, 'Reset link');
    expect(show.mock.lastCall?.[2]?.data).toMatchObject({
      link: expect.stringContaining('user=grace') as string,
    });
  });

  it('leaves the last administrator, and says why', async () => {
    const { choose, menuOf } = await render([account(ada), account(grace)]);
    await expect(choose(ada.displayName, 'Stop being administrator')).rejects.toThrow('last administrator');
    expect(menuOf(ada.displayName)).toEqual(['Stop being administrator']);
  });

  it('unmakes another administrator', async () => {
    const { choose, fakeAccounts } = await render([account(ada), account(admin)]);
    await choose(admin.displayName, 'Make plain user');
    expect(fakeAccounts.accounts[1]?.user.admin).toBe(false);
  });
});
