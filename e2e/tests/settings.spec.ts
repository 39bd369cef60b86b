import { told } from '../blind/told.ts';
import { logIn, register } from '../pages/login-page.ts';
import { expect, test } from '../test.ts';

const PASSWORD = told.password();

test('Enter breaks the line where somebody chose so, and Ctrl+Enter sends', async ({ newPerson }) => {
  const satya = await newPerson('Satya');
  await satya.page.goto('/settings/appearance');
  await satya.page.getByRole('radio', { name: 'Starts a new line', exact: true }).check();
  await satya.list.find('Satya', 'Notes to yourself');
  const text = told.marked('one\ntwo');
  await satya.conversation.composer.pressSequentially(text);
  await expect(satya.conversation.composer).toHaveValue(text);
  await satya.conversation.composer.press('Control+Enter');
  await expect(satya.conversation.message('one')).toContainText('two');
});

test('a compact list has lower rows, also after a reload', async ({ newMessenger, newPerson }) => {
  const satya = await newPerson('Satya');
  await (await newMessenger('Alice')).write(satya.account.user, 'Hello');
  const height = async () => (await satya.list.row('Alice').boundingBox())?.height ?? 0;
  const comfortable = await height();
  await satya.page.goto('/settings/appearance');
  await satya.page.getByRole('radio', { name: 'Compact' }).check();
  await expect.poll(height).toBeLessThan(comfortable);
  await satya.page.reload();
  await expect.poll(height).toBeLessThan(comfortable);
});

test('somebody invites, and the link lets in one person once', async ({ newPerson, newBrowser }) => {
  const satya = await newPerson('Satya');
  await satya.page.goto('/settings/invitations');
  await satya.page.getByRole('button', { name: /invit/i }).first().click();
  const link = await satya.page.getByText(/\/register#invitation=/).innerText();
  const page = await (await newBrowser()).newPage();
  await page.goto(link.trim());
  await register(page, 'invited', 'Ida', PASSWORD);
  await expect(page.getByRole('navigation', { name: 'Parley' })).toBeVisible();
  await satya.page.reload();
  await expect(satya.page.getByText('Used')).toBeVisible();
});

test('with a new password one logs in, with the old one not any more', async ({ newBrowser }) => {
  const page = await (await newBrowser()).newPage();
  await page.goto('/register');
  await register(page, 'changer', 'Charlie', PASSWORD);
  await expect(page.getByRole('navigation', { name: 'Parley' })).toBeVisible();
  const next = told.password();
  await page.goto('/settings/password');
  await page.getByLabel('Current password').fill(PASSWORD);
  await page.getByLabel('New password').fill(next);
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(page.getByText('Password changed')).toBeVisible({ timeout: 20_000 });

  const other = await (await newBrowser()).newPage();
  await other.goto('/login');
  await logIn(other, 'changer', PASSWORD);
  await expect(other.getByRole('alert')).toBeVisible();
  await logIn(other, 'changer', next);
  await expect(other.getByRole('navigation', { name: 'Parley' })).toBeVisible();
});
