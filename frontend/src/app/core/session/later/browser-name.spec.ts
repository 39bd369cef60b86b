import { browserName } from './browser-name.ts';

describe('browserName', () => {
  const mac = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko)';

  it('sees through what browsers claim to be', () => {
    expect(browserName(`${mac} Chrome/141.0.0.0 Safari/537.36`)).toBe('Chrome on macOS');
    expect(browserName(`${mac} Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0`)).toBe('Edge on macOS');
    expect(browserName('Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0')).toBe(
      'Firefox on Linux',
    );
    expect(browserName('curl/8')).toBe('Browser on some system');
  });
});
