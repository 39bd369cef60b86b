import { TestBed } from '@angular/core/testing';
import { ada, FakeSessionClient } from '../../../../../testing/fake-session-client.ts';
import { SERVER_ACCESS } from '../../../core/session/server-access-loader.ts';
import { Invitations } from './invitations.ts';

describe('Invitations', () => {
  async function shown() {
    const session = new FakeSessionClient();
    const made: { id: string; label?: string }[] = [];
    vi.spyOn(session, 'invite').mockImplementation(async (label = '') => {
      const id = crypto.randomUUID();
      const invitation = { id, createdAt: Date.now(), expiresAt: Date.now() + 6e8, admin: false, label };
      made.unshift(invitation);
      return { invitation, link: `http://localhost:8091/register#invitation=${label}` };
    });
    const used = { id: crypto.randomUUID(), createdAt: 1, expiresAt: 2, admin: false };
    vi.spyOn(session, 'invitations').mockImplementation(async () => ({
      invitations: [
        ...made.map((one) => ({ ...used, expiresAt: Date.now() + 6e8, ...one })),
        { ...used, label: 'Countess', usedBy: ada.uid, usedAt: 1 },
      ],
      users: [ada],
    }));
    TestBed.configureTestingModule({
      providers: [{ provide: SERVER_ACCESS, useValue: async () => ({ session }) }],
    });
    const fixture = TestBed.createComponent(Invitations);
    await fixture.whenStable();
    return { fixture, element: fixture.nativeElement as HTMLElement };
  }

  it('says whom each is for and who used it, and shows the links of several at once', async () => {
    const { fixture, element } = await shown();
    const field = element.querySelector('input');
    for (const label of ['Ann', 'Bob']) {
      if (field === null) throw new Error('there is no field');
      field.value = label;
      field.dispatchEvent(new Event('input'));
      element.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }));
      await fixture.whenStable();
    }
    const rows = [...element.querySelectorAll('li')].map(({ textContent }) => textContent);
    expect(rows[0]).toContain('#invitation=Bob');
    expect(rows[1]).toContain('#invitation=Ann');
    expect(rows[1]).toContain('Only this computer can open this link.');
    expect(rows[2]).toContain('Countess');
    expect(rows[2]).toContain('Used by Ada Lovelace (@ada)');
    expect(field?.value).toBe('');
  });
});
