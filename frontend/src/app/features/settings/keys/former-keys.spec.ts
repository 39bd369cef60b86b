import type { IdentityStep, OpenedAccount } from '@parley/client';
import { TestBed } from '@angular/core/testing';
import { FakeAccountKeys } from '../../../../../testing/fake-account-keys.ts';
import { press, renderWithKeys, type } from '../../../../../testing/render-with-keys.ts';
import { Toasts } from '../../../core/overlays/toasts.ts';
import { FormerKeys } from './former-keys.ts';

describe('FormerKeys', () => {
  async function show(...by: readonly IdentityStep['by'][]) {
    const keys = new FakeAccountKeys();
    const identities = by.map((one, seq) => ({ seq, identity: `i${seq}`, by: one }));
    // Only what the page reads of the account.
    keys.account.set({ followed: { identities } } as unknown as OpenedAccount);
    return { keys, ...(await renderWithKeys(FormerKeys, keys)) };
  }

  it('is there only for somebody who started with new keys', async () => {
    expect((await show('created', 'identityChanged')).element.textContent).toBe('');
    TestBed.resetTestingModule();
    expect((await show('created', 'identityReset')).element.textContent).toContain('Open old messages');
  });

  it('takes the keys of then along, and says when nothing opens', async () => {
    const { keys, element, fixture } = await show('created', 'identityReset');
    const recover = vi.spyOn(keys, 'recoverFormer').mockResolvedValueOnce(false);
    const say = vi.spyOn(TestBed.inject(Toasts), 'say').mockResolvedValue();
    type(element, 'Recovery key of then', 'AAAA');
    press(element, 'Open old messages');
    await vi.waitFor(() =>
      expect(element.querySelector('parley-problem-note')?.textContent).toContain("doesn't open any"),
    );
    press(element, 'Open old messages');
    await vi.waitFor(() => expect(say).toHaveBeenCalledWith('Old messages open again now'));
    await fixture.whenStable();
    expect(recover.mock.calls).toEqual([
      [{ kind: 'recoveryKey', written: 'AAAA' }],
      [{ kind: 'recoveryKey', written: 'AAAA' }],
    ]);
    expect(element.querySelector('input[type=text]')).toHaveProperty('value', '');
  });
});
