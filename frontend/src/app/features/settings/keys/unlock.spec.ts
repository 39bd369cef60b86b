import { ParleyError } from '@parley/protocol';
import { provideCamera } from '../../../../../testing/fake-camera.ts';
import { FakeAccountKeys } from '../../../../../testing/fake-account-keys.ts';
import { press, PROVEN, renderWithKeys, type } from '../../../../../testing/render-with-keys.ts';
import { Unlock } from './unlock.ts';

const WAY = { kind: 'lastPassword', password: 'the last one' };

/** Types the last password, and the current one where it is asked for. */
async function unlock(keys: FakeAccountKeys): Promise<HTMLElement> {
  const { element, fixture } = await renderWithKeys(Unlock, keys);
  type(element, 'Password before the reset', 'the last one');
  if (!keys.hasPassword) type(element, 'Current password', 'the current one');
  press(element, 'Open keys');
  await fixture.whenStable();
  return element;
}

describe('Unlock', () => {
  it('opens the keys with no more than the last password after a login', async () => {
    const keys = new FakeAccountKeys();
    const unlocks = vi.spyOn(keys, 'unlock');
    expect((await unlock(keys)).textContent).not.toContain('Current password');
    expect(unlocks).toHaveBeenCalledExactlyOnceWith(WAY, undefined);
  });

  it('asks for the current password after a reload, so that it opens them from then on', async () => {
    const keys = new FakeAccountKeys();
    keys.hasPassword = false;
    const unlocks = vi.spyOn(keys, 'unlock');
    await unlock(keys);
    expect(unlocks).toHaveBeenCalledExactlyOnceWith(WAY, PROVEN);
  });

  it('says that the current password is wrong', async () => {
    const keys = new FakeAccountKeys();
    keys.hasPassword = false;
    vi.spyOn(keys, 'unlock').mockRejectedValueOnce(new ParleyError('E_LOGIN_FAILED'));
    expect((await unlock(keys)).textContent).toContain('The current password is wrong.');
  });

  it('puts a code that was scanned into its field', async () => {
    const keys = new FakeAccountKeys();
    const unlocks = vi.spyOn(keys, 'unlock');
    const camera = provideCamera(new TextEncoder().encode('AAAA-BBBB'));
    const { element, fixture } = await renderWithKeys(Unlock, keys, {}, [camera]);
    expect(element.textContent).not.toContain('Scan the code');
    const code = [...element.querySelectorAll('label')].find((one) =>
      one.textContent.includes('A code from'),
    );
    code?.click();
    await fixture.whenStable();
    press(element, 'Scan the code');
    await fixture.whenStable();
    expect(element.querySelector('parley-qr-scanner')).toBeNull();
    expect(unlocks).not.toHaveBeenCalled();
    press(element, 'Open keys');
    await vi.waitFor(() =>
      expect(unlocks).toHaveBeenCalledExactlyOnceWith({ kind: 'code', written: 'AAAA-BBBB' }, undefined),
    );
  });
});
