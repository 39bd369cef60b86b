import { defineConfig } from '@playwright/test';
import { chromium } from './chromium.ts';

/** `npm run pictures`: makes the pictures of the README and the docs. */
export default defineConfig({
  testDir: 'pictures',
  testMatch: '*.picture.ts',
  outputDir: '../test-results/pictures',
  workers: 1,
  timeout: 180_000,
  use: { browserName: 'chromium', launchOptions: chromium, locale: 'en-GB' },
});
