import { TestBed } from '@angular/core/testing';
import type { OwnDevice } from '@parley/client';
import { FakeAccountKeys } from '../../../../../testing/fake-account-keys.ts';
import { FakeSessionClient } from '../../../../../testing/fake-session-client.ts';
import { press, PROVEN, renderWithKeys, type } from '../../../../../testing/render-with-keys.ts';
import { uid } from '../../../../../testing/sample-people.ts';
import { Confirm } from '../../../core/overlays/confirm.ts';
import { Offers } from '../../../core/overlays/offers.ts';
import { LostOrStolen } from './lost-or-stolen.ts';

const PHONE: OwnDevice = { id: uid(2), addedAt: 0, current: false, name: 'Phone' };

/** The form, opened, with the password typed. */
async function opened(keys: FakeAccountKeys) {
  const { element, fixture } = await renderWithKeys(LostOrStolen, keys);
  vi.spyOn(TestBed.inject(Confirm), 'ask').mockResolvedValue(true);
  const replaces = vi.spyOn(keys, 'lostOrStolen');
  const replaced = vi.fn();
  fixture.componentInstance.replaced.subscribe(replaced);
  const details = element.querySelector('details') ?? expect.unreachable();
  details.open = true;
  await vi.waitFor(() => expect(element.querySelector('form')).not.toBeNull());
  type(element, 'Password', 'correct horse battery');
  const submit = async () => {
    element.querySelector('form')?.requestSubmit();
    await fixture.whenStable();
  };
  const button = () => element.querySelector<HTMLButtonElement>('button[type=submit]');
  return { element, fixture, replaces, replaced, submit, button };
}

describe('LostOrStolen', () => {
  it('keeps the devices that are ticked, and says that sessions have ended', async () => {
    const keys = new FakeAccountKeys();
    vi.spyOn(keys, 'devices').mockResolvedValue([PHONE]);
    const { element, fixture, replaces, replaced, submit } = await opened(keys);
    await fixture.whenStable();
    element.querySelector<HTMLInputElement>('input[type=checkbox]')?.click();
    await submit();
    await vi.waitFor(() => expect(replaces).toHaveBeenCalledExactlyOnceWith(PROVEN, [PHONE.id]));
    await vi.waitFor(() => expect(replaced).toHaveBeenCalled());
  });

  it('offers a new recovery key to somebody who had one, which does not open the new keys', async () => {
    const keys = new FakeAccountKeys();
    vi.spyOn(keys.recovery, 'state').mockReturnValue({ kind: 'made' });
    const { fixture, replaced, submit } = await opened(keys);
    await fixture.whenStable();
    await submit();
    await vi.waitFor(() => expect(replaced).toHaveBeenCalled());
    expect(TestBed.inject(Offers).current()?.text).toContain('recovery key');
  });

  it('offers none to somebody who had none', async () => {
    const { fixture, replaced, submit } = await opened(new FakeAccountKeys());
    await fixture.whenStable();
    await submit();
    await vi.waitFor(() => expect(replaced).toHaveBeenCalled());
    expect(TestBed.inject(Offers).current()).toBeUndefined();
  });

  it('names devices as the list of sessions does', async () => {
    const keys = new FakeAccountKeys();
    const name = 'Chrome on Linux';
    vi.spyOn(keys, 'devices').mockResolvedValue([
      { id: uid(3), addedAt: 0, current: true, name },
      { id: uid(4), addedAt: 1, current: false, name },
    ]);
    const session = (n: number) => ({
      sid: uid(n),
      device: { id: uid(n), name },
      createdAt: n,
      lastSeenAt: n,
    });
    vi.spyOn(FakeSessionClient.prototype, 'sessions').mockResolvedValue([
      { ...session(4), current: false },
      { ...session(3), current: true },
    ]);
    const { element, fixture } = await opened(keys);
    await fixture.whenStable();
    const boxes = [...element.querySelectorAll('.device')].map(({ textContent }) => textContent.trim());
    expect(boxes).toEqual(['Keep Chrome on Linux 2']);
    vi.restoreAllMocks();
  });

  it('revokes nothing before the list of devices is there', async () => {
    const keys = new FakeAccountKeys();
    const { promise, resolve } = Promise.withResolvers<readonly OwnDevice[]>();
    vi.spyOn(keys, 'devices').mockReturnValue(promise);
    const { element, replaces, button } = await opened(keys);
    expect(button()?.disabled).toBe(true);
    element.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }));
    expect(replaces).not.toHaveBeenCalled();
    resolve([PHONE]);
    await vi.waitFor(() => expect(button()?.disabled).toBe(false));
    expect(replaces).not.toHaveBeenCalled();
  });

  it('says why there is no list, and loads it again', async () => {
    const keys = new FakeAccountKeys();
    vi.spyOn(keys, 'devices').mockRejectedValueOnce(new TypeError('away')).mockResolvedValue([PHONE]);
    const { element, fixture, button } = await opened(keys);
    await fixture.whenStable();
    expect(element.textContent).toContain("The server didn't answer.");
    expect(button()?.disabled).toBe(true);
    press(element, 'Show my devices again');
    await vi.waitFor(() => expect(element.textContent).toContain('Keep Phone'));
  });
});
