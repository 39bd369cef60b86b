import type { BrowserContext, Page } from '@playwright/test';
import type { User } from '@parley/protocol';
import { expect, test } from '../test.ts';

test('a copy that an older version of Parley holds on to is waited for, and read when that is gone', async ({
  newPerson,
}) => {
  const { context, page, account, list } = await newPerson('Satya');
  await page.goto('about:blank');
  const older = await openDatabase(context, account.user, 'older');
  await page.goto('/');
  await expect(page.getByRole('alert')).toContainText('An older version of Parley is open in another tab.');
  await expect(page.getByRole('alert').getByRole('button', { name: 'Try again' })).toBeVisible();
  await older.close();
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expect(list.row('Announcements')).toBeVisible();
});

test('a tab whose copy a newer version takes says so, and that one may not be read by the older', async ({
  newPerson,
}) => {
  const { context, page, account } = await newPerson('Satya');
  await openDatabase(context, account.user, 'newer');
  const note = page.getByRole('alert');
  await expect(note).toContainText('started a newer version in another tab');
  await note.getByRole('button', { name: 'Reload' }).click();
  await expect(note).toContainText('A newer version of Parley has been used in this browser.');
  await expect(note.getByRole('button', { name: 'Reload' })).toBeVisible();
});

/** A tab that has the local copy open in another version, as another Parley would. */
async function openDatabase(context: BrowserContext, { uid }: User, age: 'older' | 'newer'): Promise<Page> {
  const tab = await context.newPage();
  await tab.goto('/manifest.webmanifest');
  await tab.evaluate(holdDatabase, { name: `parley-${uid}`, age });
  return tab;
}

/** Runs in the page. */
async function holdDatabase({ name, age }: { name: string; age: 'older' | 'newer' }): Promise<void> {
  const [found] = (await indexedDB.databases()).filter((database) => database.name === name);
  const version = found?.version ?? 0;
  if (age === 'older') await settled(indexedDB.deleteDatabase(name));
  await settled(indexedDB.open(name, age === 'older' ? version - 1 : version + 1));

  function settled(request: IDBOpenDBRequest): Promise<void> {
    return new Promise((resolve, reject) => {
      request.onsuccess = () => resolve();
      request.onerror = () => reject(request.error ?? new Error('No reason given'));
    });
  }
}
