import { defineConfig } from '@playwright/test';
import everything from './playwright.config.ts';

export default defineConfig({
  ...everything,
  testDir: 'versions',
  globalSetup: './versions/build-earlier.ts',
});
