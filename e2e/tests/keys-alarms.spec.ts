import type { BrowserContext } from '@playwright/test';
import { KeyLogsPage } from '@parley/protocol';
import { told } from '../blind/told.ts';
import { expect, test } from '../one-server.ts';
import { checkEverywhere } from '../pages/check-everywhere.ts';
import { isIn, join } from '../pages/login-page.ts';

test.describe.configure({ timeout: 180_000 });

const PASSWORD = told.password();

test('whose keys a server rolls back is told in the conversation and beside their number, and one goes on', async ({
  newPerson,
}) => {
  const satya = await newPerson('Satya');
  const alice = await newPerson('Alice');
  await satya.talkTo(alice);
  await satya.conversation.say('Before');
  await hideKeys(satya.context, alice.account.user.uid);
  await satya.page.reload();
  const alarm = satya.page
    .getByRole('alert')
    .filter({ hasText: 'Something is wrong with the keys of Alice.' });
  await expect(alarm).toContainText('The server shows fewer of their keys than you have seen');
  await checkEverywhere(satya.page);
  await alarm.getByRole('link', { name: 'Safety number' }).click();
  const details = satya.page.getByRole('complementary', { name: 'Details' });
  await details.getByText('Safety number').click();
  await expect(details.getByText('The server shows fewer of their keys than you have seen')).toBeVisible();
  await satya.conversation.say('By those that I have seen');
  await alice.list.open('Satya');
  await expect(alice.conversation.message('By those that I have seen')).toBeVisible();
});

test('keys that a restored server has lost go back by the password', async ({ server, newBrowser }) => {
  const page = await (await newBrowser()).newPage();
  await join(page, 'satya', 'Satya', PASSWORD);
  await server.backUp();
  await page.goto('/settings/devices');
  await page.getByText('A device was lost or stolen').click();
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Make new keys' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Make new keys' }).click();
  await expect(page.getByText('You have new keys')).toBeVisible();
  await server.restore();

  await page.goto('/settings/keys');
  await isIn(page);
  await expect(page.getByText('The server has lost a part of your keys')).toBeVisible();
  await checkEverywhere(page);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Put my keys back' }).click();
  await expect(page.getByRole('button', { name: 'Make recovery key' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('button', { name: 'Make recovery key' })).toBeVisible();
});

/** Its server shows no key log of somebody any more. */
async function hideKeys(context: BrowserContext, hidden: string): Promise<void> {
  await context.route('**/web/keylogs', async (route) => {
    const response = await route.fetch();
    const { keyLogs, done } = KeyLogsPage.parse(await response.json());
    const shown = keyLogs.map((one) => (one.uid === hidden ? { ...one, entries: [] } : one));
    await route.fulfill({ response, json: { keyLogs: shown, done } });
  });
}
