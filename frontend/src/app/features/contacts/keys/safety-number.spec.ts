import { TestBed } from '@angular/core/testing';
import type { Contact, FollowedKeyLog } from '@parley/client';
import { provideCamera } from '../../../../../testing/fake-camera.ts';
import { FakeAccountKeys } from '../../../../../testing/fake-account-keys.ts';
import { press, renderWithKeys } from '../../../../../testing/render-with-keys.ts';
import { person } from '../../../../../testing/sample-people.ts';
import { Confirm } from '../../../core/overlays/confirm.ts';
import { SafetyNumber } from './safety-number.ts';

const ACCEPT = 'Accept their new keys';
const user = person(0);

const followed: FollowedKeyLog = {
  log: { uid: user.uid, seq: 1, hash: new Uint8Array(32), identity: 'old', versions: [], devices: new Map() },
  hashes: [],
  identities: [{ seq: 1, identity: 'old', by: 'created' }],
};

/** The numbers by the keys that were seen, and by those that the server shows instead. */
async function render(contact: Contact, seen = new Uint8Array()) {
  const keys = new FakeAccountKeys();
  keys.people.set(new Map([[user.uid, contact]]));
  vi.spyOn(keys.contacts, 'safetyNumber').mockImplementation(async (_, shown) => ({
    groups: [shown === 'new' ? '22222' : '11111'],
    code: new Uint8Array(64).fill(shown === 'new' ? 2 : 1),
  }));
  const accepts = vi.spyOn(keys.contacts, 'accept');
  const scans = vi.spyOn(keys.contacts, 'scan');
  const { element, fixture } = await renderWithKeys(SafetyNumber, keys, { user }, [provideCamera(seen)]);
  const ask = vi.spyOn(TestBed.inject(Confirm), 'ask');
  await fixture.whenStable();
  const buttons = [...element.querySelectorAll('button')];
  const accept = buttons.find((button) => button.textContent.trim() === ACCEPT);
  const number = element.querySelector('.number')?.textContent.trim();
  return { element, keys, fixture, ask, accepts, scans, accept, number };
}

describe('SafetyNumber', () => {
  it('offers no keys of a log that is shorter, which may be old ones', async () => {
    const { accept, number } = await render({ followed, trust: 'verified', alarm: 'shorter', shown: 'new' });
    expect(accept).toBeUndefined();
    expect(number).toBe('11111');
  });

  it('shows the number of other keys, and asks before it accepts them', async () => {
    const { fixture, ask, accepts, accept, number } = await render({
      followed,
      trust: 'met',
      alarm: 'forked',
      shown: 'new',
    });
    expect(number).toBe('22222');
    ask.mockResolvedValueOnce(false).mockResolvedValueOnce(true);
    accept?.click();
    await fixture.whenStable();
    expect(accepts).not.toHaveBeenCalled();
    accept?.click();
    await vi.waitFor(() => expect(accepts).toHaveBeenCalledExactlyOnceWith(user.uid, 'new'));
  });

  it('says that somebody has started with new keys while one looks at the number', async () => {
    const { element, keys, fixture, accept } = await render({ followed, trust: 'verified' });
    expect(element.textContent).toContain('Verified');
    expect(accept).toBeUndefined();
    const log = { ...followed.log, seq: 2, identity: 'new' };
    keys.people.set(new Map([[user.uid, { followed: { ...followed, log }, trust: 'reset' }]]));
    await fixture.whenStable();
    expect(element.textContent).not.toContain('Verified');
    expect(element.textContent).toContain(ACCEPT);
    expect(element.querySelector('.number')?.textContent.trim()).toBe('22222');
  });

  it('verifies whoever shows the same code, and leaves the camera', async () => {
    const code = new Uint8Array(64).fill(1);
    const { element, fixture, scans, accepts } = await render({ followed, trust: 'met' }, code);
    press(element, 'Scan their code');
    await vi.waitFor(() => expect(scans).toHaveBeenCalledExactlyOnceWith(user.uid, code));
    await fixture.whenStable();
    expect(accepts).not.toHaveBeenCalled();
    expect(element.querySelector('parley-qr-scanner, [role=alert]')).toBeNull();
  });

  it('accepts new keys by the code of them, which is a comparison', async () => {
    const code = new Uint8Array(64).fill(2);
    const { element, fixture, scans, accepts, ask } = await render(
      { followed, trust: 'met', alarm: 'forked', shown: 'new' },
      code,
    );
    press(element, 'Scan their code');
    await vi.waitFor(() => expect(scans).toHaveBeenCalledExactlyOnceWith(user.uid, code));
    await fixture.whenStable();
    expect(accepts).toHaveBeenCalledExactlyOnceWith(user.uid, 'new');
    expect(ask).not.toHaveBeenCalled();
  });

  it.each([
    ['other keys', new Uint8Array(64).fill(1).fill(9, 0, 32), "The codes don't match"],
    ['other people', new Uint8Array(64).fill(9, 32), 'That code is of other people'],
    ['something else', new Uint8Array(5), 'That is no safety number'],
  ])('verifies nobody by a code of %s, and says so', async (_, seen, words) => {
    const { element, fixture, scans } = await render({ followed, trust: 'met' }, seen);
    press(element, 'Scan their code');
    await fixture.whenStable();
    expect(element.querySelector('[role=alert]')?.textContent).toContain(words);
    expect(scans).not.toHaveBeenCalled();
  });
});
