import { DatabaseSync } from 'node:sqlite';
import type { BrowserContext, Page } from '@playwright/test';
import { told } from '../blind/told.ts';
import { expect, test } from '../one-server.ts';
import { checkEverywhere } from '../pages/check-everywhere.ts';
import { ConversationList } from '../pages/conversation-list.ts';
import { ConversationPane } from '../pages/conversation-pane.ts';
import { isIn, join, logIn, setPassword } from '../pages/login-page.ts';
import { createGroup } from '../pages/new-group.ts';
import type { Server } from '../stack/server.ts';

test.describe.configure({ timeout: 180_000 });

const PASSWORD = told.password();
const NEXT = told.password();

type NewBrowser = () => Promise<BrowserContext>;

/** Somebody with a password, in a browser. */
async function arrive(newBrowser: NewBrowser, name: string): Promise<Page> {
  const page = await (await newBrowser()).newPage();
  await join(page, name.toLowerCase(), name, PASSWORD);
  return page;
}

async function logInAgain(newBrowser: NewBrowser, name: string, password = PASSWORD): Promise<Page> {
  const page = await (await newBrowser()).newPage();
  await page.goto('/login');
  await logIn(page, name.toLowerCase(), password);
  await isIn(page);
  return page;
}

const listOf = (page: Page) => new ConversationList(page);
const paneOf = (page: Page) => new ConversationPane(page);

/** Opens the safety number of whom one talks with. */
async function showSafetyNumber(page: Page): Promise<void> {
  await paneOf(page).openDetails();
  await page.getByText('Safety number').click();
}

test('two browsers of one person and two of another read everything, also of when they were away', async ({
  newPerson,
  inAnotherBrowser,
}) => {
  const satya = await newPerson('Satya');
  const alice = await newPerson('Alice');
  const [satyaToo, aliceToo] = [await inAnotherBrowser(satya), await inAnotherBrowser(alice)];
  await satya.talkTo(alice);
  await satya.conversation.say('from the first');
  await aliceToo.list.open('Satya');
  await aliceToo.conversation.say('from the fourth');
  await satyaToo.page.close();
  await alice.list.open('Satya');
  await alice.conversation.say('while one is away');
  const back = await satyaToo.context.newPage();
  await back.goto(satya.page.url());
  const all = ['from the first', 'from the fourth', 'while one is away'];
  for (const page of [satya.page, back, alice.page, aliceToo.page])
    await expect.poll(() => paneOf(page).texts()).toEqual(all);
});

test('a second browser logs in by the password and reads a direct conversation and a group', async ({
  newBrowser,
}) => {
  const [satya, alice] = [await arrive(newBrowser, 'Satya'), await arrive(newBrowser, 'Alice')];
  await listOf(satya).find('Alice');
  await paneOf(satya).say('Only for Alice');
  await createGroup(satya, 'Lunch', ['Alice']);
  await paneOf(satya).say('Noon at the corner');
  await listOf(alice).open('Lunch');
  await expect(paneOf(alice).message('Noon at the corner')).toBeVisible();

  const second = await logInAgain(newBrowser, 'Alice');
  await expect(listOf(second).row('Satya')).toContainText('Only for Alice');
  await listOf(second).open('Lunch');
  await expect(paneOf(second).message('Noon at the corner')).toBeVisible();
  await paneOf(second).say('I am coming');
  await expect(paneOf(satya).message('I am coming')).toBeVisible();
});

test('a lock says on a tap who can read, of what is sealed and of what is not', async ({ newPerson }) => {
  const satya = await newPerson('Satya');
  const alice = await newPerson('Alice');
  await satya.talkTo(alice);
  const { page } = satya;
  await expect(page.getByRole('button', { name: 'Encrypted from your next message on' })).toBeVisible();
  await satya.conversation.say('Hello');
  await page.getByRole('button', { name: 'End-to-end encrypted' }).click();
  const dialog = page.getByRole('dialog', { name: 'End-to-end encrypted' });
  await expect(dialog).toContainText('Only you and Alice can read what you write to each other.');
  await checkEverywhere(page);
  await dialog.getByRole('button', { name: 'Got it' }).click();
  await expect(dialog).toHaveCount(0);

  await satya.list.open('Announcements');
  await page.getByRole('button', { name: 'Not encrypted' }).click();
  await expect(page.getByRole('dialog', { name: 'Not encrypted' })).toContainText('can read what is written');
});

test('after "lost or stolen" one reads on, who verified them sees a line, and the lost browser is out', async ({
  newBrowser,
}) => {
  const [satya, alice] = [await arrive(newBrowser, 'Satya'), await arrive(newBrowser, 'Alice')];
  const lost = await logInAgain(newBrowser, 'Satya');
  await listOf(satya).find('Alice');
  await paneOf(satya).say('Before');
  await listOf(alice).open('Satya');
  await showSafetyNumber(alice);
  await alice.getByRole('button', { name: 'Mark as verified' }).click();
  await expect(alice.getByText('Verified: you compared this number')).toBeVisible();

  await satya.goto('/settings/devices');
  await satya.getByText('A device was lost or stolen').click();
  await expect(satya.getByRole('checkbox', { name: /^Keep / })).toHaveCount(1);
  await satya.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await satya.getByRole('button', { name: 'Make new keys' }).click();
  await satya.getByRole('dialog').getByRole('button', { name: 'Make new keys' }).click();
  await expect(satya.getByText('You have new keys')).toBeVisible();
  await expect(lost.getByRole('heading', { name: 'Log in' })).toBeVisible();
  await checkEverywhere(satya);

  await satya.goto('/');
  await listOf(satya).open('Alice');
  await expect(paneOf(satya).message('Before')).toBeVisible();
  await paneOf(satya).say('After');
  await expect(paneOf(alice).message('After')).toBeVisible();
  await paneOf(alice).say('I read you');
  await expect(paneOf(satya).message('I read you')).toBeVisible();
  const next = await logInAgain(newBrowser, 'Satya');
  await listOf(next).open('Alice');
  await expect.poll(() => paneOf(next).texts()).toEqual(['Before', 'After', 'I read you']);
});

test('nothing is sent to a verified person who started with new keys, until one accepts them', async ({
  newBrowser,
  server,
}) => {
  const [satya, alice] = [await arrive(newBrowser, 'Satya'), await arrive(newBrowser, 'Alice')];
  await listOf(satya).find('Alice');
  await paneOf(satya).say('Before');
  await showSafetyNumber(satya);
  await satya.getByRole('button', { name: 'Mark as verified' }).click();
  await expect(satya.getByText('Verified: you compared this number')).toBeVisible();

  await alice.close();
  let anew = await (await newBrowser()).newPage();
  await setPassword(anew, await server.resetLink('alice'), NEXT);
  await logIn(anew, 'alice', NEXT);
  await isIn(anew);
  await anew.goto('/settings/keys');
  await anew.getByText('None of this helps').click();
  await anew.getByLabel('Password', { exact: true }).fill(NEXT);
  await anew.getByRole('button', { name: 'Start with new keys' }).click();
  await checkEverywhere(anew);
  await anew.getByRole('dialog').getByRole('button', { name: 'Start with new keys' }).click();
  await anew.getByRole('heading', { name: 'Log in' }).waitFor();
  await anew.context().close();
  anew = await logInAgain(newBrowser, 'Alice', NEXT);

  const alarm = satya.getByRole('alert').filter({ hasText: 'Alice has new keys.' });
  await expect(alarm).toContainText('Until then, nothing is sent here.');
  await checkEverywhere(satya);
  await expect(satya.getByText('To write here, accept the new keys above.')).toBeVisible();
  await expect(satya.getByText('Verified: you compared this number')).toHaveCount(0);
  await expect(satya.getByRole('button', { name: 'Accept their new keys' })).toBeVisible();
  await alarm.getByRole('button', { name: 'Accept' }).click();
  await satya.getByRole('dialog').getByRole('button', { name: 'Accept' }).click();
  await expect(alarm).toHaveCount(0);
  await paneOf(satya).say('Is that you?');
  await listOf(anew).open('Satya');
  await expect(paneOf(anew).message('Is that you?')).toBeVisible();
});

test('to somebody who has no keys yet one writes without encryption on purpose only, until they log in', async ({
  newBrowser,
  server,
}) => {
  const [satya, carol] = [await arrive(newBrowser, 'Satya'), await arrive(newBrowser, 'Carol')];
  await carol.context().close();
  await withoutKeys(server, 'carol');

  await satya.reload();
  await listOf(satya).find('Carol');
  await expect(satya.getByText('Carol has to log in once before')).toBeVisible();
  await checkEverywhere(satya);
  await paneOf(satya).sayInVain(told.markedOpenly('In vain'));
  await satya.getByRole('button', { name: 'Send without encryption' }).click();
  await expect(paneOf(satya).mark('In vain', 'Sent')).toBeAttached();
  await expect(satya.getByRole('button', { name: 'Not encrypted' })).toBeVisible();

  const back = await logInAgain(newBrowser, 'Carol');
  await listOf(back).open('Satya');
  await expect(paneOf(back).message('In vain')).toBeVisible();
  await paneOf(back).say('Now I have keys');
  await expect(paneOf(satya).message('Now I have keys')).toBeVisible();
  await expect(satya.getByRole('button', { name: 'End-to-end encrypted' })).toBeVisible();
});

/** Makes an account one of before there were keys. */
async function withoutKeys(server: Server, username: string): Promise<void> {
  await server.shutDown();
  const database = new DatabaseSync(server.database);
  const { uid = '' } = database.prepare('SELECT uid FROM users WHERE username = ?').get(username) ?? {};
  for (const table of ['key_logs', 'vaults'])
    database.prepare(`DELETE FROM ${table} WHERE uid = ?`).run(String(uid));
  database.close();
  await server.launch();
}
