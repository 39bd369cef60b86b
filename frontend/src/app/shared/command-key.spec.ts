import { commandKey } from './command-key.ts';

describe('commandKey', () => {
  afterEach(() => vi.restoreAllMocks());

  it('is called what stands on the keyboard', () => {
    for (const [system, key] of [
      ['Macintosh; Intel Mac OS X 10_15_7', '⌘'],
      ['X11; Linux x86_64', 'Ctrl'],
    ] as const) {
      vi.spyOn(navigator, 'userAgent', 'get').mockReturnValue(`Mozilla/5.0 (${system})`);
      expect(commandKey()).toBe(key);
    }
  });
});
