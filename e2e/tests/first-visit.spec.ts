import type { Page } from '@playwright/test';
import { told } from '../blind/told.ts';
import { register } from '../pages/login-page.ts';
import { expect, test, withServiceWorker } from '../test.ts';

// The whole page, as a browser gets it that comes for the first time.
test.use(withServiceWorker);

test('the console of a first visit is empty, from the address to the first conversation', async ({
  newBrowser,
}) => {
  const context = await newBrowser();
  const page = await context.newPage();
  const troubles = listenTo(page);
  await page.goto('/');
  await expect(page.getByRole('button', { name: 'Log in' })).toBeVisible();
  await page.getByRole('link', { name: 'Create an account' }).click();
  await register(page, 'satya', 'Satya', told.password());
  await expect(page.getByRole('heading', { name: 'Welcome to Parley' })).toBeVisible();
  await page.getByRole('link', { name: 'Announcements' }).click();
  await expect(page.getByRole('heading', { name: 'Announcements' })).toBeVisible();
  await page.waitForLoadState('networkidle');
  expect(troubles).toEqual([]);
});

/** What a browser's developer tools would show in red or yellow. */
function listenTo(page: Page): string[] {
  const troubles: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) troubles.push(`${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => troubles.push(error.message));
  page.on('requestfailed', (request) => troubles.push(`${request.url()} ${request.failure()?.errorText}`));
  page.on('response', (response) => {
    if (response.status() >= 400) troubles.push(`${response.status()} ${response.url()}`);
  });
  return troubles;
}
