import { defineConfig } from '@playwright/test';
import { chromium } from './chromium.ts';

/** `npm run bench:web`: performance of the web client in a real browser; fails if a limit is exceeded. */
export default defineConfig({
  testMatch: '**/*.bench.ts',
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
