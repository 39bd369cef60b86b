import type { KeysState } from '@parley/client';
import { FakeAccountKeys } from '../../../../../testing/fake-account-keys.ts';
import { renderWithKeys } from '../../../../../testing/render-with-keys.ts';
import { KeysSettings } from './keys-settings.ts';

async function said(state: KeysState): Promise<string | undefined> {
  const keys = new FakeAccountKeys();
  keys.state.set(state);
  const { element } = await renderWithKeys(KeysSettings, keys);
  return element.querySelector('[role=status]')?.textContent;
}

describe('KeysSettings', () => {
  it('says why the keys are not open, where the server has not answered yet', async () => {
    expect(await said({ kind: 'closed' })).toBe('Your keys open when the server answers.');
  });

  it('tells a full disk from a browser that cannot keep keys', async () => {
    expect(await said({ kind: 'noRoom' })).toContain('has no room to keep your keys');
  });

  it('tells a browser that cannot keep keys from a full disk', async () => {
    expect(await said({ kind: 'unsupported' })).toContain("This browser can't keep keys.");
  });
});
