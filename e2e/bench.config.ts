import { defineConfig } from '@playwright/test';
import { chromium } from './chromium.ts';

/** `npm run bench:web`: what the web client is measured by, in a real browser; fails where a limit is missed. */
export default defineConfig({
  testDir: 'bench',
  testMatch: '*.bench.ts',
  outputDir: '../test-results/bench',
  workers: 1,
  timeout: 1_800_000,
  reporter: 'line',
  use: {
    browserName: 'chromium',
    launchOptions: chromium,
    locale: 'en-GB',
    viewport: { width: 1440, height: 900 },
  },
});
