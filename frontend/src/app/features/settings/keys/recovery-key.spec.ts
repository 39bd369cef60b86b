import { FakeAccountKeys } from '../../../../../testing/fake-account-keys.ts';
import { press, renderWithKeys } from '../../../../../testing/render-with-keys.ts';
import { RecoveryKey } from './recovery-key.ts';

async function make(keys: FakeAccountKeys): Promise<HTMLElement> {
  const { element, fixture } = await renderWithKeys(RecoveryKey, keys);
  press(element, 'Make recovery key');
  await fixture.whenStable();
  return element;
}

describe('RecoveryKey', () => {
  it('shows a key that the server may have stored, and what is not certain', async () => {
    const keys = new FakeAccountKeys();
    const { written } = await keys.recovery.make();
    vi.spyOn(keys.recovery, 'make').mockResolvedValue({ written, stored: 'unknown' });
    const element = await make(keys);
    expect(element.querySelectorAll('li')).toHaveLength(9);
    expect(element.textContent).toContain('this key may not be stored');
  });

  it('doubts nothing of one that is stored', async () => {
    const element = await make(new FakeAccountKeys());
    expect(element.querySelectorAll('li')).toHaveLength(9);
    expect(element.querySelector('[role=alert]')).toBeNull();
  });

  it('says where there is no room for keys', async () => {
    const keys = new FakeAccountKeys();
    const noRoom = Object.assign(new Error('full'), { name: 'NotKeptError' });
    vi.spyOn(keys.recovery, 'make').mockRejectedValue(noRoom);
    expect((await make(keys)).textContent).toContain('This browser has no room to keep your keys.');
  });
});
