import { DatabaseSync } from 'node:sqlite';
import { GENERAL } from '@parley/protocol';
import type { Page } from '@playwright/test';
import { told } from '../blind/told.ts';
import { expect, test } from '../one-server.ts';
import { ConversationPane } from '../pages/conversation-pane.ts';
import { checkEverywhere } from '../pages/check-everywhere.ts';
import { isIn, join, logIn, register } from '../pages/login-page.ts';

test.describe.configure({ timeout: 240_000 });

const MANY = 10_000;

/** Accounts that nobody logs in to, written beside the running server. */
function addMany(file: string): void {
  const db = new DatabaseSync(file);
  db.exec(`
    PRAGMA busy_timeout = 10000;
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${MANY})
    INSERT INTO users (uid, username, username_lower, display_name, search_text, about, admin, removed, credential, created_at)
    SELECT printf('%08x-0000-4000-8000-%012x', i, i), 'member-' || i, 'member-' || i, 'Member ' || i,
      ' member ' || i || ' member-' || i, '', 0, 0, (SELECT credential FROM users LIMIT 1), 1 FROM n;`);
  db.close();
}

async function asAdmin(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await register(page, 'ada', 'Ada', told.password());
  await isIn(page);
}

async function choose(page: Page, name: string, entry: string): Promise<void> {
  await page.getByRole('button', { name: `Actions for ${name}`, exact: true }).click();
  await page.getByRole('menuitem', { name: entry }).click();
}

test('an administrator looks after the accounts of a large server', async ({ server, newBrowser }) => {
  const page = await (await newBrowser({ viewport: { width: 1440, height: 900 } })).newPage();
  await asAdmin(page, await server.adminLink());
  const password = told.password();
  const bob = await (await newBrowser({ viewport: { width: 390, height: 844 } })).newPage();
  await join(bob, 'bob', 'Bob', password);
  addMany(server.database);

  await page.goto('/settings');
  await page.getByRole('link', { name: 'Administration' }).click();
  const accounts = page.getByRole('list', { name: 'Accounts' });
  await expect(page.getByText('10,002 accounts')).toBeVisible();
  await expect(accounts.locator('> li')).toHaveCount(50);
  await page.getByRole('button', { name: 'Show more accounts' }).click();
  await expect(accounts.locator('> li')).toHaveCount(100);
  await checkEverywhere(page);

  await page.getByRole('searchbox', { name: 'Search accounts' }).fill('bob');
  await expect(accounts.locator('> li')).toHaveCount(1);
  await expect(accounts).toContainText('Online');
  await page.getByRole('button', { name: '1 device of Bob' }).click();
  await expect(page.getByRole('list', { name: 'Devices of Bob' })).toContainText('used');
  await checkEverywhere(page);

  await choose(page, 'Bob', 'Log out everywhere');
  await page.getByRole('dialog').getByRole('button', { name: 'Log out everywhere' }).click();
  await expect(bob.getByRole('heading', { name: 'Log in' })).toBeVisible({ timeout: 5_000 });
  await expect(accounts).toContainText('Not logged in');

  await choose(page, 'Bob', 'Make administrator');
  await expect(accounts).toContainText('administrator');
  await choose(page, 'Bob', 'Reset link');
  await expect(page.getByRole('dialog')).toContainText('/reset#user=bob&secret=');
  await checkEverywhere(page);
  await page.getByRole('button', { name: 'Done' }).click();

  await choose(page, 'Bob', 'Deactivate');
  await expect(accounts).toContainText('deactivated');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(accounts).not.toContainText('deactivated');

  await choose(page, 'Bob', 'Remove account');
  await page.getByRole('dialog').getByRole('button', { name: 'Remove account' }).click();
  await expect(page.getByRole('paragraph').filter({ hasText: 'No account matches “bob”.' })).toBeVisible();
  await page.getByRole('searchbox', { name: 'Search accounts' }).fill('deleted account');
  await expect(accounts).toContainText('Removed');
  await expect(page.getByRole('button', { name: /^Actions for Deleted/ })).toHaveCount(0);
  await logIn(bob, 'bob', password);
  await expect(bob.getByRole('alert')).toBeVisible();

  await page.getByRole('searchbox', { name: 'Search accounts' }).fill('ada');
  await choose(page, 'Ada', 'Stop being administrator');
  await page.getByRole('dialog').getByRole('button', { name: 'Step down' }).click();
  await expect(page.getByText('This is the last administrator.')).toBeVisible();
});

test('an administrator sees and revokes the invitations of others', async ({ server, newBrowser }) => {
  const page = await (await newBrowser({ viewport: { width: 390, height: 844 } })).newPage();
  await asAdmin(page, await server.adminLink());
  const bob = await (await newBrowser()).newPage();
  await join(bob, 'bob', 'Bob', told.password());
  await bob.goto('/settings/invitations');
  await bob.getByRole('textbox', { name: 'Who is it for?' }).fill('Carol');
  await bob.getByRole('button', { name: 'New invitation' }).click();
  await expect(bob.getByRole('list', { name: 'Invitations' })).toContainText('Carol');

  await page.goto('/admin/invitations');
  const invitations = page.getByRole('list', { name: 'Invitations' });
  await expect(invitations).toContainText('Made by Bob');
  await expect(invitations).toContainText('Used by Ada');
  await checkEverywhere(page);
  await page.getByRole('button', { name: 'Revoke Carol' }).click();
  await expect(invitations).not.toContainText('Carol');

  await bob.goto('/admin/people');
  await expect(bob.getByText('Only administrators see this page.')).toBeVisible();
});

test('everyone removes their own account by their password', async ({ server, newBrowser }) => {
  const page = await (await newBrowser({ viewport: { width: 390, height: 844 } })).newPage();
  const password = told.password();
  const ada = await (await newBrowser()).newPage();
  await asAdmin(ada, await server.adminLink());
  await join(page, 'bob', 'Bob', password);
  await page.goto(`/c/${GENERAL}`);
  await new ConversationPane(page).sayOpenly('I was here');
  await ada.goto(`/c/${GENERAL}`);
  const said = new ConversationPane(ada).message('I was here');
  await expect(said).toContainText('Bob');
  await page.goto('/settings/profile');
  await page.getByRole('button', { name: 'Remove account …' }).click();
  await checkEverywhere(page);
  await page.getByLabel('Your password').fill(told.password());
  await page.getByRole('button', { name: 'Remove my account' }).click();
  await expect(page.getByText('The current password is wrong.')).toBeVisible();
  await page.getByLabel('Your password').fill(password);
  await page.getByRole('button', { name: 'Remove my account' }).click();
  await expect(page).toHaveURL(/\/login/);
  await logIn(page, 'bob', password);
  await expect(page.getByRole('alert')).toBeVisible();

  // Another client has known them by their name.
  await ada.reload();
  await expect(said).toContainText('Deleted account');
});
