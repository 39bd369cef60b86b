import { defineConfig } from '@playwright/test';
import { chromium } from './chromium.ts';

export default defineConfig({
  testDir: 'tests',
  outputDir: '../test-results/e2e',
  workers: 2,
  // Each test brings its own server, so that no worker waits for another's file.
  fullyParallel: true,
  timeout: 45_000,
  expect: { timeout: 10_000 },
  forbidOnly: process.env.CI === 'true',
  use: {
    browserName: 'chromium',
    launchOptions: chromium,
    locale: 'en-GB',
    screenshot: 'only-on-failure',
    // What is drawn meanwhile is not recorded: that took a sixth of the time of all tests.
    trace: { mode: 'retain-on-failure', screenshots: false, snapshots: false },
  },
});
