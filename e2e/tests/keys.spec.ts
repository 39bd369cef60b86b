import type { Page } from '@playwright/test';
import { told } from '../blind/told.ts';
import { expect, test } from '../one-server.ts';
import { checkEverywhere } from '../pages/check-everywhere.ts';
import { ConversationList } from '../pages/conversation-list.ts';
import { ConversationPane } from '../pages/conversation-pane.ts';
import { groupsOf, writtenKey } from '../pages/groups-of.ts';
import { isIn, join, logIn, setPassword } from '../pages/login-page.ts';

test.describe.configure({ timeout: 180_000 });

const PASSWORD = told.password();
const NEXT = told.password();

test('a recovery key is drilled, and opens the keys in a new browser after a reset by the administrator', async ({
  newBrowser,
  server,
}) => {
  const page = await (await newBrowser()).newPage();
  await join(page, 'satya', 'Satya', PASSWORD);
  await page.goto('/settings/keys');
  await page.getByRole('button', { name: 'Make recovery key' }).click();
  const groups = await writtenKey(page, 'recovery key');
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
  await setPassword(other, await server.resetLink('satya'), NEXT);
  await logIn(other, 'satya', NEXT);
  await isIn(other);
  await other.goto('/settings/keys');
  await expect(other.getByText('Your password was reset')).toBeVisible();
  await checkEverywhere(other);
  // The page was loaded anew, and has no password to put the keys under.
  await other.getByLabel('Current password').fill(NEXT);
  await other.getByLabel('Password before the reset').fill(told.password());
  await other.getByRole('button', { name: 'Open keys' }).click();
  await expect(other.getByRole('alert')).toBeVisible();
  await other.getByLabel('My recovery key').check();
  await other.getByLabel('Recovery key', { exact: true }).fill(groups.join(' ').toLowerCase());
  await other.getByRole('button', { name: 'Open keys' }).click();
  await expect(other.getByText('You have one. You checked it on')).toBeVisible();
});

test('a code from a browser that has the keys opens them in another one, once', async ({
  newBrowser,
  server,
}) => {
  const [page, other] = [await (await newBrowser()).newPage(), await (await newBrowser()).newPage()];
  await join(page, 'satya', 'Satya', PASSWORD);
  await setPassword(other, await server.resetLink('satya'), NEXT);
  await logIn(other, 'satya', NEXT);
  await isIn(other);
  // The reset has ended this session; the keys are still here.
  await logIn(page, 'satya', NEXT);
  await isIn(page);
  await page.goto('/settings/keys');
  await page.getByRole('button', { name: 'Show code' }).click();
  const groups = await writtenKey(page, 'code');

  await other.goto('/settings/keys');
  await other.getByLabel('A code from another browser').check();
  await other.getByLabel('Code', { exact: true }).fill(groups.join(' '));
  await other.getByLabel('Current password').fill(NEXT);
  await other.getByRole('button', { name: 'Open keys' }).click();
  await expect(other.getByRole('button', { name: 'Make recovery key' })).toBeVisible();
  // It is under the new password from now on.
  const third = await (await newBrowser()).newPage();
  await third.goto('/login');
  await logIn(third, 'satya', NEXT);
  await isIn(third);
  await third.goto('/settings/keys');
  await expect(third.getByRole('button', { name: 'Make recovery key' })).toBeVisible();
});

test('after "lost or stolen" the other browsers are logged out, and this one goes on', async ({
  newBrowser,
}) => {
  const [page, other] = [await (await newBrowser()).newPage(), await (await newBrowser()).newPage()];
  await join(page, 'satya', 'Satya', PASSWORD);
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
  await join(alice, 'alice', 'Alice', PASSWORD);
  await join(bob, 'bob', 'Bob', PASSWORD);
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
