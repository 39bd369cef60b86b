import { SEALING } from '@parley/protocol';
import { defineConfig } from '@playwright/test';
import { headlessChromium } from './chromium.ts';

export default defineConfig({
  testDir: 'tests',
  testIgnore: SEALING ? [] : ['sealed*.spec.ts'],
  outputDir: '../test-results/e2e',
  workers: 2,
  // Each test starts its own server, so that workers do not depend on each other's files.
  fullyParallel: true,
  timeout: 90_000,
  expect: { timeout: 10_000 },
  forbidOnly: process.env.CI === 'true',
  // Where nothing works, a test a minute and a half fails: what more of them say is not worth hours.
  maxFailures: process.env.CI === 'true' ? 15 : 0,
  use: {
    browserName: 'chromium',
    launchOptions: headlessChromium,
    locale: 'en-GB',
    // It fetches every file of the client in each new browser, a fifth of the work of a test. Specs about what it does, such
    // as opening offline, allow it with `withServiceWorker`.
    serviceWorkers: 'block',
    screenshot: 'only-on-failure',
    // No screenshots are recorded meanwhile: they took a sixth of the time of all tests.
    trace: { mode: 'retain-on-failure', screenshots: false, snapshots: false },
  },
});
