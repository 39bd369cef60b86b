import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { FakeAccountKeys } from '../../../../../../testing/fake-account-keys.ts';
import { renderWithKeys } from '../../../../../../testing/render-with-keys.ts';
import { Confirm } from '../../../../core/overlays/confirm.ts';
import { Logout } from './logout.ts';

@Component({ template: '' })
class Nothing {}

/** What the dialog says before a log-out. */
async function asked(keys: FakeAccountKeys): Promise<string> {
  await renderWithKeys(Nothing, keys);
  const ask = vi.spyOn(TestBed.inject(Confirm), 'ask').mockResolvedValue(false);
  await TestBed.inject(Logout).ask();
  return ask.mock.lastCall?.[0].text ?? expect.unreachable();
}

describe('Logout', () => {
  it('says that keys are deleted, too, where there is no recovery key', async () => {
    expect(await asked(new FakeAccountKeys())).toContain('Your keys are deleted here, too.');
  });

  it('says nothing of them where there is one', async () => {
    const keys = new FakeAccountKeys();
    vi.spyOn(keys.recovery, 'state').mockReturnValue({ kind: 'made' });
    expect(await asked(keys)).not.toContain('keys');
  });

  it('asks more sternly where it is not known whether the server has them', async () => {
    for (const kind of ['failed', 'noRoom'] as const) {
      const keys = new FakeAccountKeys();
      const error = { code: 'E_INTERNAL', message: '', retryable: true } as const;
      keys.state.set(kind === 'failed' ? { kind, error } : { kind });
      expect(await asked(keys), kind).toContain("can't tell whether the server has them");
      TestBed.resetTestingModule();
    }
  });

  it('says that they stay where the server may have lost them', async () => {
    const keys = new FakeAccountKeys();
    keys.state.set({ kind: 'alarm', problem: 'shorter' });
    vi.spyOn(keys, 'staysAtLogout').mockResolvedValue(true);
    expect(await asked(keys)).toContain('Your keys stay in this browser');
  });
});
