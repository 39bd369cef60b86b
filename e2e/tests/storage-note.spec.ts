import type { BrowserContext, Page } from '@playwright/test';
import { SEALING, type User } from '@parley/protocol';
import { Account } from '../people/account.ts';
import { expect, test } from '../test.ts';

test('a copy that an older version of Parley holds on to is waited for, and read when that is gone', async ({
  newPerson,
}) => {
  const { context, page, account, list } = await newPerson('Satya');
  await page.goto('about:blank');
  const older = await openDatabase(context, account.user, 'older');
  await page.goto('/');
  const note = page.getByRole('alert');
  await expect(note).toContainText('An older version of Parley is open in another tab.');
  await expect(note.getByRole('button', { name: 'Try again' })).toBeVisible();
  await older.close();
  await expect(note).toHaveCount(0);
  await expect(list.row('Announcements')).toBeVisible();
});

test('a tab whose copy a newer version takes says so, and the older one may not read it', async ({
  newContext,
  server,
}) => {
  // The page reports what keeps it from its copy, as it should, so nobody listens to its complaints here.
  const context = await newContext();
  const { user } = await Account.registerIn(context, server.origin, 'Satya');
  const page = await context.newPage();
  await page.goto('/');
  await expect(page.getByRole('list', { name: 'Conversations' }).getByRole('link')).toHaveCount(1);
  await openDatabase(context, user, 'newer');
  const note = page.getByRole('alert');
  await expect(note).toContainText('started a newer version in another tab');
  await note.getByRole('button', { name: 'Reload' }).click();
  await expect(note).toContainText('You used a newer version of Parley in this browser.');
  await expect(note.getByRole('button', { name: 'Reload' })).toBeVisible();
  await context.close();
});

test('a copy that the browser deletes is missed, in a narrow window beside the open conversation, too', async ({
  newContext,
  server,
  newMessenger,
}) => {
  // The page reports what it cannot store, as it should, so nobody listens to its complaints here.
  const context = await newContext({ viewport: { width: 390, height: 844 } });
  const account = await Account.registerIn(context, server.origin, 'Satya');
  const { user } = account;
  const alice = await newMessenger('Alice');
  await alice.write(user, 'Hello');
  const page = await context.newPage();
  await page.goto(`/c/${alice.conversationWith(user)}`);
  const log = page.getByRole('log');
  await expect(log).toContainText('Hello');
  const devTools = await context.newCDPSession(page);
  await devTools.send('Storage.clearDataForOrigin', { origin: server.origin, storageTypes: 'indexeddb' });
  await alice.write(user, 'Still there?');
  const note = page.getByRole('alert');
  await expect(note).toContainText('deleted the conversations');
  await note.getByRole('button', { name: 'Reload' }).click();
  if (SEALING) {
    // The browser deleted the keys, too: a login brings them back.
    await expect(page.getByText('Your keys are locked')).toBeVisible();
    await account.logInTo(context);
    await page.reload();
  }
  await expect(log).toContainText('Still there?');
  await context.close();
});

/** A tab that has the local copy open in another version, as another Parley would. */
async function openDatabase(context: BrowserContext, { uid }: User, age: 'older' | 'newer'): Promise<Page> {
  const tab = await context.newPage();
  const body = '<link rel="icon" href="data:," />';
  await tab.route('/another-parley.html', (route) => route.fulfill({ contentType: 'text/html', body }));
  await tab.goto('/another-parley.html');
  await tab.evaluate(age === 'older' ? holdOlder : holdNewer, `parley-${uid}`);
  return tab;
}

/** Runs in the page. The first version had the tables of today but one. */
async function holdOlder(name: string): Promise<void> {
  await new Promise((resolve) => (indexedDB.deleteDatabase(name).onsuccess = resolve));
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => {
    const db = request.result;
    db.createObjectStore('meta');
    db.createObjectStore('conversations', { keyPath: 'id' });
    const entries = db.createObjectStore('entries', { keyPath: ['conversation', 'seq'] });
    entries.createIndex('target', ['conversation', 'body.target']);
    db.createObjectStore('outbox', { keyPath: 'key', autoIncrement: true }).createIndex('id', 'id');
    db.createObjectStore('users', { keyPath: 'uid' });
  };
  await new Promise((resolve) => (request.onsuccess = resolve));
}

/** Runs in the page. */
async function holdNewer(name: string): Promise<void> {
  const found = (await indexedDB.databases()).find((database) => database.name === name);
  await new Promise((resolve) => {
    indexedDB.open(name, (found?.version ?? 0) + 1).onsuccess = resolve;
  });
}
