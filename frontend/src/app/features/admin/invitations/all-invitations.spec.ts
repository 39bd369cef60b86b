import { ada } from '../../../../../testing/fake-session-client.ts';
import { renderInConversation } from '../../../../../testing/render-conversation.ts';
import { person, uid } from '../../../../../testing/sample-people.ts';
import { AllInvitations } from './all-invitations.ts';
import { InvitationSearch } from './invitation-search.ts';

const DAY = 24 * 60 * 60 * 1000;

describe('AllInvitations', () => {
  it('lists those of everyone with maker and use, and revokes what is unused', async () => {
    const { element, fixture, session } = await renderInConversation(AllInvitations, { id: uid(9) });
    const { fakeAccounts } = session;
    const grace = person(0);
    fakeAccounts.accounts = [ada, grace].map((user) => ({ user, createdAt: 0, online: false, devices: [] }));
    const [createdAt, expiresAt] = [Date.now() - DAY, Date.now() + DAY];
    const common = { createdAt, expiresAt, admin: false };
    fakeAccounts.all = [
      { ...common, id: uid(1), createdBy: grace.uid, label: 'for Bob' },
      { ...common, id: uid(2), createdBy: grace.uid, expiresAt: createdAt },
      { ...common, id: uid(3), admin: true, usedBy: ada.uid, usedAt: createdAt },
    ];
    fixture.debugElement.injector.get(InvitationSearch).reload();
    await vi.waitFor(() => expect(element.querySelectorAll('li')).toHaveLength(3));
    const [open, expired, used] = element.querySelectorAll('li');
    expect(open?.textContent).toContain('for Bob');
    expect(open?.textContent).toContain(`Made by ${grace.displayName}`);
    expect(open?.textContent).toContain('Valid until');
    expect(expired?.textContent).toContain('Expired');
    expect(used?.textContent).toContain('Made by the operator');
    expect(used?.textContent).toContain(`Used by ${ada.displayName}`);
    expect(used?.querySelector('button')).toBeNull();

    element.querySelector<HTMLElement>('[aria-label="Revoke for Bob"]')?.click();
    await vi.waitFor(() => expect(element.querySelectorAll('li')).toHaveLength(2));
  });
});
