import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch, type Browser } from 'puppeteer-core';

type Settings = Readonly<Record<string, boolean | number | string>>;

export interface Firefox {
  readonly browser: Browser;
  close(): Promise<void>;
}

/** The system's Firefox with a fresh profile, driven by WebDriver BiDi. */
export async function launchFirefox(settings: Settings = {}): Promise<Firefox> {
  // Firefox refuses to run as root in another user's home folder.
  const home = await mkdtemp(join(tmpdir(), 'parley-firefox-'));
  const browser = await launch({
    browser: 'firefox',
    executablePath: process.env.FIREFOX_PATH ?? '/usr/bin/firefox-esr',
    env: { ...process.env, HOME: home },
    extraPrefsFirefox: { 'intl.accept_languages': 'en-GB', ...settings },
    // Accepts the proxy's self-signed certificate.
    acceptInsecureCerts: true,
  });
  return {
    browser,
    close: async () => {
      await browser.close();
      await rm(home, { recursive: true, force: true });
    },
  };
}
