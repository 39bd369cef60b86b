import { readFileSync } from 'node:fs';
import { told } from '../blind/told.ts';
import { expect, test } from '../one-server.ts';
import { checkEverywhere } from '../pages/check-everywhere.ts';
import { logIn, register } from '../pages/login-page.ts';

const icon = readFileSync(`${import.meta.dirname}/../../frontend/public/icons/192.png`);

for (const [name, viewport] of Object.entries({
  'a phone': { width: 390, height: 844 },
  'a desk': { width: 1440, height: 900 },
}))
  test(`administrators give the server a name and rules without a restart, on ${name}`, async ({
    server,
    newBrowser,
  }) => {
    const password = told.password();
    const page = await (await newBrowser({ viewport })).newPage();
    await page.goto(await server.adminLink());
    await register(page, 'ada', 'Ada', password);
    await expect(page.getByRole('heading', { level: 1, name: 'Welcome to Parley' })).toBeAttached();
    const other = await (await newBrowser({ viewport })).newPage();
    await other.goto('/login');
    await logIn(other, 'ada', password);
    await expect(other.getByRole('heading', { level: 1, name: 'Welcome to Parley' })).toBeAttached();

    for (const each of [page, other]) {
      await each.goto('/admin/server');
      await expect(each.getByRole('textbox', { name: 'Name' })).toBeVisible();
    }
    await expect(page.getByText('Set by MESSAGE_RATE_LIMIT in the environment.')).toBeVisible();
    await expect(page.getByRole('textbox', { name: 'Messages of a person', exact: true })).toBeDisabled();
    await expect(page.getByRole('radio', { name: 'Nobody' })).toBeDisabled();
    await page.getByRole('textbox', { name: 'Name' }).fill('Harbour');
    await page.getByRole('textbox', { name: 'Welcome' }).fill('Be kind.\nAsk in general.');
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer: icon });
    await expect(page.locator('parley-icon-choice img')).toBeVisible();
    await checkEverywhere(page);
    await page.setViewportSize(viewport);
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText('Saved. It holds on every server')).toBeVisible();

    await other.getByRole('textbox', { name: 'Name' }).fill('Port');
    await other.getByRole('group', { name: 'Who may create rooms' }).getByLabel('Administrators').check();
    await other.getByRole('button', { name: 'Save' }).click();
    const conflict = other.getByRole('alert').filter({ hasText: 'Somebody else has saved meanwhile.' });
    await expect(conflict).toContainText('Harbour');
    await expect(other.getByRole('textbox', { name: 'Welcome' })).toHaveValue('Be kind.\nAsk in general.');
    await checkEverywhere(other);
    await other.setViewportSize(viewport);
    await conflict.getByLabel('Theirs').check();
    await expect(other.getByRole('textbox', { name: 'Name' })).toHaveValue('Harbour');
    await other.getByRole('button', { name: 'Save' }).click();
    await expect(conflict).toBeHidden();

    await page.goto('/');
    await expect(page).toHaveTitle('Harbour');
    await expect(page.getByText('Be kind.').filter({ visible: true })).toBeVisible();
    const stranger = await (await newBrowser({ viewport })).newPage();
    await stranger.goto('/login');
    await expect(stranger.getByText('Harbour')).toBeVisible();
    await expect(stranger).toHaveTitle('Harbour');
    await expect(stranger.locator('parley-login-frame img')).toHaveJSProperty('naturalWidth', 192);
    await checkEverywhere(stranger);
  });
