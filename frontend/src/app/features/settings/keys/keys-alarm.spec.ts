import { ParleyError } from '@parley/protocol';
import { FakeAccountKeys } from '../../../../../testing/fake-account-keys.ts';
import { press, PROVEN, renderWithKeys, type } from '../../../../../testing/render-with-keys.ts';
import { KeysAlarm } from './keys-alarm.ts';

/** Types a password into the alarm that the server has lost a part of the keys. */
async function putBack(keys: FakeAccountKeys): Promise<HTMLElement> {
  const { element, fixture } = await renderWithKeys(KeysAlarm, keys, { problem: 'shorter' });
  expect(element.textContent).not.toContain('Log out and log in again');
  type(element, 'Password', 'correct horse battery');
  press(element, 'Put my keys back');
  await fixture.whenStable();
  return element;
}

describe('KeysAlarm', () => {
  it('puts back what the server has lost, by the password', async () => {
    const keys = new FakeAccountKeys();
    const putsBack = vi.spyOn(keys, 'putBack');
    const element = await putBack(keys);
    expect(putsBack).toHaveBeenCalledExactlyOnceWith(PROVEN);
    expect(element.querySelectorAll('[role=alert]')).toHaveLength(1);
  });

  it('says where the server still lacks something', async () => {
    const keys = new FakeAccountKeys();
    vi.spyOn(keys, 'putBack').mockResolvedValueOnce(false);
    expect((await putBack(keys)).textContent).toContain('The server still lacks a part of your keys.');
  });

  it('says that a password is wrong', async () => {
    const keys = new FakeAccountKeys();
    vi.spyOn(keys, 'putBack').mockRejectedValueOnce(new ParleyError('E_LOGIN_FAILED'));
    expect((await putBack(keys)).textContent).toContain('The current password is wrong.');
  });
});
