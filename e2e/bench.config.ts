import { defineConfig } from '@playwright/test';
import { chromium } from './chromium.ts';
import type { WorkerFixtures } from './test.ts';

/** `npm run bench:web`: performance of the web client in a real browser; fails if a limit is exceeded. */
export default defineConfig<object, Pick<WorkerFixtures, 'isWatched'>>({
  testMatch: '**/*.bench.ts',
  outputDir: '../test-results/bench',
  workers: 1,
  timeout: 1_800_000,
  reporter: 'line',
  use: {
    browserName: 'chromium',
    isWatched: false,
    launchOptions: chromium,
    locale: 'en-GB',
    viewport: { width: 1440, height: 900 },
  },
});
