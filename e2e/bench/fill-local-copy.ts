import type { Page } from '@playwright/test';
import type { Entry } from '@parley/protocol';
import type { Logged } from './long-log.ts';

const CHUNK = 5_000;

/**
 * Puts a whole log into the local copy of a page, as if its user had scrolled through all of it once. The page must hold
 * the newest of it already.
 */
export async function fillLocalCopy(page: Page, log: readonly Logged[]): Promise<void> {
  for (let from = 0; from < log.length; from += CHUNK) {
    await page.evaluate(putEntries, log.slice(from, from + CHUNK).map(opened));
  }
}

/** As the local copy holds it. */
function opened({ entry, text }: Logged) {
  if (text === undefined) return entry;
  return { ...entry, opened: { kind: 'content', content: { type: 'text', text } } };
}

/** Runs in the page. The names are those of `client/src/storage/indexeddb/schema.ts`. */
async function putEntries(entries: readonly Entry[]): Promise<void> {
  const [found] = (await indexedDB.databases()).filter(({ name }) => name?.startsWith('parley-') === true);
  const [conversation] = entries.map((entry) => entry.conversation);
  if (found?.name === undefined || conversation === undefined) throw new Error('There is no local copy.');
  const request = indexedDB.open(found.name);
  const db = await new Promise<IDBDatabase>((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('The local copy cannot be opened.'));
  });
  const transaction = db.transaction(['entries', 'conversations'], 'readwrite');
  for (const entry of entries) transaction.objectStore('entries').put(entry);
  const conversations = transaction.objectStore('conversations');
  const stored = conversations.get(conversation);
  stored.onsuccess = () => {
    const { window, ...rest } = stored.result as { window: { first: number } };
    conversations.put({ ...rest, window: { ...window, first: 1 } });
  };
  await new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error('The local copy cannot be filled.'));
  });
  db.close();
}
