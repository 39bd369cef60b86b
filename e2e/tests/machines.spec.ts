import { told } from '../blind/told.ts';
import { expect, test } from '../one-server.ts';
import { checkEverywhere } from '../pages/check-everywhere.ts';
import { register } from '../pages/login-page.ts';

test('an administrator makes a machine with a token, which works until it is suspended', async ({
  server,
  newBrowser,
}) => {
  const page = await (await newBrowser({ viewport: { width: 390, height: 844 } })).newPage();
  await page.goto(await server.adminLink());
  await register(page, 'ada', 'Ada', told.password());
  await expect(page.getByRole('heading', { level: 1, name: 'Welcome to Parley' })).toBeVisible();
  await page.goto('/settings');
  await page.getByRole('link', { name: 'Machines' }).click();
  await page.getByRole('link', { name: 'New machine' }).click();
  await page.getByRole('textbox', { name: 'Username' }).fill('deploy');
  await page.getByRole('textbox', { name: 'What it is for' }).fill('Says what was deployed');
  await checkEverywhere(page);
  await page.getByRole('button', { name: 'Create machine' }).click();

  await expect(page.getByText('Says what was deployed')).toBeVisible();
  await page.getByRole('button', { name: 'Change' }).click();
  await page.getByRole('checkbox', { name: 'Write' }).uncheck();
  await checkEverywhere(page);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('It reads in all its rooms and direct messages.')).toBeVisible();
  await page.getByRole('button', { name: 'New token' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('build server');
  await checkEverywhere(page);
  await page.getByRole('button', { name: 'Create token' }).click();
  const token = await page.locator('parley-copyable code').innerText();
  const status = async () =>
    (await fetch(new URL('/active-users', page.url()), { headers: { authorization: `Bearer ${token}` } }))
      .status;
  await expect(page.getByRole('listitem').filter({ hasText: 'build server' })).toContainText('never used');
  await checkEverywhere(page);
  expect(await status()).toBe(200);
  await page.getByRole('button', { name: 'Suspend' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Suspend' }).click();
  await expect(page.getByRole('button', { name: 'Resume' })).toBeVisible();
  expect(await status()).toBe(401);
});
