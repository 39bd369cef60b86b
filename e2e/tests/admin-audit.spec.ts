import { readFile } from 'node:fs/promises';
import { told } from '../blind/told.ts';
import { expect, test } from '../one-server.ts';
import { checkEverywhere } from '../pages/check-everywhere.ts';
import { register } from '../pages/login-page.ts';

test('an administrator reads, filters, exports and verifies the audit log', async ({
  server,
  newBrowser,
}) => {
  const page = await (await newBrowser({ viewport: { width: 390, height: 844 } })).newPage();
  await page.goto(await server.adminLink());
  await register(page, 'ada', 'Ada', told.password());
  await expect(page.getByRole('heading', { level: 1, name: 'Welcome to Parley' })).toBeVisible();
  await page.goto('/admin/audit');

  const events = page.getByRole('list', { name: 'Events' }).getByRole('listitem');
  await expect(events.filter({ hasText: 'Ada made an account' })).toBeVisible();
  await expect(events.filter({ hasText: 'The server changed the settings' })).toBeVisible();
  await checkEverywhere(page);

  await page.getByLabel('What').selectOption('Made an account');
  await expect(page).toHaveURL(/#kind=registered$/);
  await expect(events).toHaveCount(1);
  await page.getByRole('button', { name: 'Ada', exact: true }).click();
  await expect(page).toHaveURL(/person=/);
  await page.reload();
  await expect(page.getByRole('button', { name: 'Not only Ada' })).toBeVisible();
  await expect(events).toHaveCount(1);
  await checkEverywhere(page);

  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export as CSV' }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe('parley-audit.csv');
  const lines = (await readFile(await download.path(), 'utf8')).trimEnd().split('\r\n');
  expect(lines).toHaveLength(2);
  expect(lines[1]).toContain('"registered"');

  await page.getByRole('button', { name: 'Verify' }).click();
  await expect(page.getByText(/All \d+ records of the audit log are intact/)).toBeVisible();
  await checkEverywhere(page);

  await page.getByRole('button', { name: 'Not only Ada' }).click();
  await page.getByLabel('What').selectOption('Exported the audit log');
  await expect(events.first()).toContainText('Ada exported the audit log');
});
