import { told } from '../blind/told.ts';
import { logIn, register } from '../pages/login-page.ts';
import { storedText } from '../people/stored-text.ts';
import { expect, test } from '../test.ts';

const PASSWORD = told.password();

test('a session revoked in another browser ends at the login page, which says why', async ({
  newPerson,
  inAnotherBrowser,
}) => {
  const satya = await newPerson('Satya');
  const other = await inAnotherBrowser(satya);
  await satya.page.goto('/settings/devices');
  await satya.page.getByRole('button', { name: 'Log out Another browser' }).click();
  await satya.page.getByRole('dialog').getByRole('button', { name: 'Log out device' }).click();

  await expect(other.page.getByRole('heading', { name: 'Log in' })).toBeVisible();
  await expect(other.page.getByRole('alert')).toContainText('You were logged out. Log in again.');
  await expect(satya.page.getByRole('list', { name: 'Sessions' }).getByRole('listitem')).toHaveCount(1);
});

test('somebody else who logs in in a second tab ends the first, and nothing is done in their name', async ({
  newBrowser,
}) => {
  const context = await newBrowser();
  const first = await context.newPage();
  const second = await context.newPage();
  await second.goto('/register');
  await first.goto('/register');
  await register(first, 'satya', 'Satya', PASSWORD);
  await expect(first.getByRole('button', { name: 'Account: Satya' })).toBeVisible();
  await register(second, 'alice', 'Alice', PASSWORD);
  await expect(second.getByRole('button', { name: 'Account: Alice' })).toBeVisible();

  await first.getByRole('link', { name: 'People' }).click();
  await expect(first.getByRole('alert')).toContainText('Someone else logged in here.');
  await expect(first.getByRole('heading', { name: 'Log in' })).toBeVisible();
  await expect(second.getByRole('button', { name: 'Account: Alice' })).toBeVisible();

  await logIn(first, 'satya', PASSWORD);
  await expect(first.getByRole('button', { name: 'Account: Satya' })).toBeVisible();
});

test('no script finds the token or the password in what the browser stores', async ({ newBrowser }) => {
  const page = await (await newBrowser()).newPage();
  const withToken = page.waitForRequest((one) => one.headers()['auth-token'] !== undefined);
  await page.goto('/register');
  await register(page, 'satya', 'Satya', PASSWORD);
  await page.getByRole('button', { name: 'Account: Satya' }).click();
  await page.getByRole('menuitem', { name: 'Settings' }).click();
  const token = (await withToken).headers()['auth-token'] ?? '';

  const stored = await storedText(page);

  expect(token).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
  expect(stored).toContain('Satya');
  expect(stored).not.toContain(token);
  expect(stored).not.toContain(PASSWORD);
});
