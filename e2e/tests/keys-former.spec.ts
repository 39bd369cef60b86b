import type { BrowserContext, Page } from '@playwright/test';
import { told } from '../blind/told.ts';
import { expect, test } from '../one-server.ts';
import { checkEverywhere } from '../pages/check-everywhere.ts';
import { ConversationList } from '../pages/conversation-list.ts';
import { ConversationPane } from '../pages/conversation-pane.ts';
import { isIn, join, logIn, setPassword } from '../pages/login-page.ts';
import type { Server } from '../stack/server.ts';

test.describe.configure({ timeout: 180_000 });

const PASSWORD = told.password();
const NEXT = told.password();
const NOTES = 'Notes to yourself';

test('after a reset by the administrator the last password opens all that was said', async ({
  newBrowser,
  server,
}) => {
  await sayOnce(newBrowser);
  const page = await reset(newBrowser, server);
  await page.goto('/settings/keys');
  await page.getByLabel('Password before the reset').fill(PASSWORD);
  await page.getByLabel('Current password').fill(NEXT);
  await page.getByRole('button', { name: 'Open keys' }).click();
  await expect(page.getByRole('button', { name: 'Make recovery key' })).toBeVisible();
  await expectRead(page);
  // And the new password does from then on.
  const next = await (await newBrowser()).newPage();
  await next.goto('/login');
  await logIn(next, 'satya', NEXT);
  await isIn(next);
  await expectRead(next);
});

test('who has started with new keys reads what was said before once the password of then turns up', async ({
  newBrowser,
  server,
}) => {
  await sayOnce(newBrowser);
  const page = await reset(newBrowser, server);
  await page.goto('/settings/keys');
  await page.getByText('None of this helps').click();
  await page.getByLabel('Password', { exact: true }).fill(NEXT);
  await page.getByRole('button', { name: 'Start with new keys' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Start with new keys' }).click();
  await logIn(page, 'satya', NEXT);
  await isIn(page);
  await new ConversationList(page).find('Satya', NOTES);
  await expect(new ConversationPane(page).message("Can't be opened yet")).toBeVisible();

  await page.goto('/settings/keys');
  await page.getByLabel('The password I had then').check();
  await checkEverywhere(page);
  await page.getByLabel('Password of then').fill(told.password());
  await page.getByRole('button', { name: 'Open old messages' }).click();
  await expect(page.getByText("That doesn't open any of the keys that you had before.")).toBeVisible();
  await page.getByLabel('Password of then').fill(PASSWORD);
  await page.getByRole('button', { name: 'Open old messages' }).click();
  await expect(page.getByText('Old messages open again now')).toBeVisible();
  await expectRead(page);
});

type NewBrowser = () => Promise<BrowserContext>;

/** Somebody notes something, and has no browser any more. */
async function sayOnce(newBrowser: NewBrowser): Promise<void> {
  const context = await newBrowser();
  const page = await context.newPage();
  await join(page, 'satya', 'Satya', PASSWORD);
  await new ConversationList(page).find('Satya', NOTES);
  await new ConversationPane(page).say('Noted before');
  await context.close();
}

/** They get another password, and log in with it in a new browser. */
async function reset(newBrowser: NewBrowser, server: Server): Promise<Page> {
  const page = await (await newBrowser()).newPage();
  await setPassword(page, await server.resetLink('satya'), NEXT);
  await logIn(page, 'satya', NEXT);
  await isIn(page);
  return page;
}

async function expectRead(page: Page): Promise<void> {
  await page.goto('/');
  await new ConversationList(page).find('Satya', NOTES);
  await expect(new ConversationPane(page).message('Noted before')).toBeVisible();
}
