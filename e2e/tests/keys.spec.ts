import type { Locator, Page } from '@playwright/test';
import { checkEverywhere } from '../pages/check-everywhere.ts';
import { ConversationList } from '../pages/conversation-list.ts';
import { ConversationPane } from '../pages/conversation-pane.ts';
import { logIn, register } from '../pages/login-page.ts';
import { Server } from '../stack/server.ts';
import { expect, test as base } from '../test.ts';

/** One server, whose administrator makes links for new passwords. */
const test = base.extend<{ server: Server }>({
  server: async ({}, use) => {
    const server = await Server.start();
    await use(server);
    await server.stop();
  },
});

test.describe.configure({ timeout: 180_000 });

const PASSWORD = 'correct horse battery';
const NEXT = 'staple battery horse';

async function join(page: Page, username: string, displayName: string): Promise<void> {
  await page.goto('/register');
  await register(page, username, displayName, PASSWORD);
  await isIn(page);
}

async function isIn(page: Page): Promise<void> {
  await expect(page.getByRole('navigation', { name: 'Parley' })).toBeVisible();
}

/** The groups of a key or number on the screen. */
async function groupsOf(list: Locator, count: number): Promise<readonly string[]> {
  await expect(list.getByRole('listitem')).toHaveCount(count);
  return (await list.getByRole('listitem').allTextContents()).map((text) => text.trim());
}

test('a recovery key is drilled, and opens the keys in a new browser after a reset by the administrator', async ({
  newBrowser,
  server,
}) => {
  const page = await (await newBrowser()).newPage();
  await join(page, 'satya', 'Satya');
  await page.goto('/settings/keys');
  await page.getByRole('button', { name: 'Make recovery key' }).click();
  const groups = await groupsOf(page.getByRole('list', { name: 'recovery key' }), 9);
  await page.getByRole('button', { name: "I've written it down" }).click();
  await expect(page.getByLabel(/^Group \d/)).toHaveCount(2);
  for (const [i, group] of groups.entries()) {
    const field = page.getByLabel(`Group ${i + 1}`);
    if (await field.isVisible()) await field.fill(group);
  }
  await page.getByRole('button', { name: 'Check' }).click();
  await expect(page.getByText('You have one. You checked it on')).toBeVisible();
  await page.getByRole('button', { name: 'Show code' }).click();
  await expect(page.getByRole('img', { name: 'QR code for the other browser' })).toBeVisible();
  await checkEverywhere(page);

  const other = await (await newBrowser()).newPage();
  await other.goto(await server.resetLink('satya'));
  await other.getByLabel('New password').fill(NEXT);
  await other.getByRole('button', { name: 'Set password' }).click();
  await other.getByRole('link', { name: 'Log in' }).click();
  await logIn(other, 'satya', NEXT);
  await isIn(other);
  await other.goto('/settings/keys');
  await expect(other.getByText('Your password was reset')).toBeVisible();
  await checkEverywhere(other);
  // The page was loaded anew, and has no password to put the keys under.
  await other.getByLabel('Current password').fill(NEXT);
  await other.getByLabel('Password before the reset').fill('not that one');
  await other.getByRole('button', { name: 'Open keys' }).click();
  await expect(other.getByRole('alert')).toBeVisible();
  await other.getByLabel('My recovery key').check();
  await other.getByLabel('Recovery key', { exact: true }).fill(groups.join(' ').toLowerCase());
  await other.getByRole('button', { name: 'Open keys' }).click();
  await expect(other.getByText('You have one. You checked it on')).toBeVisible();
});

test('after "lost or stolen" the other browsers are logged out, and this one goes on', async ({
  newBrowser,
}) => {
  const [page, other] = [await (await newBrowser()).newPage(), await (await newBrowser()).newPage()];
  await join(page, 'satya', 'Satya');
  await other.goto('/login');
  await logIn(other, 'satya', PASSWORD);
  await isIn(other);

  await page.goto('/settings/devices');
  await page.getByText('A device was lost or stolen').click();
  await expect(page.getByRole('checkbox', { name: /^Keep / })).toHaveCount(1);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Make new keys' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Make new keys' }).click();
  await expect(page.getByText('You have new keys')).toBeVisible();
  await expect(other.getByRole('heading', { name: 'Log in' })).toBeVisible();
  await page.reload();
  await isIn(page);
});

test('two people see one safety number, and who has compared it sees that again', async ({ newBrowser }) => {
  const [alice, bob] = [await (await newBrowser()).newPage(), await (await newBrowser()).newPage()];
  await join(alice, 'alice', 'Alice');
  await join(bob, 'bob', 'Bob');
  const numberOf = async (page: Page, name: string) => {
    await new ConversationList(page).find(name);
    await new ConversationPane(page).openDetails();
    await page.getByText('Safety number').click();
    return groupsOf(page.getByRole('list', { name: 'Safety number' }), 12);
  };
  expect(await numberOf(alice, 'Bob')).toEqual(await numberOf(bob, 'Alice'));
  await alice.getByRole('button', { name: 'QR code' }).click();
  await expect(alice.getByRole('img', { name: 'QR code of the safety number' })).toBeVisible();
  await checkEverywhere(alice);
  await alice.getByRole('button', { name: 'Mark as verified' }).click();
  await expect(alice.getByText('Verified: you compared this number')).toBeVisible();
  await alice.reload();
  await alice.getByText('Safety number').click();
  await expect(alice.getByText('Verified: you compared this number')).toBeVisible();
});
