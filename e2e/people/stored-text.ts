import type { Page } from '@playwright/test';

/** Everything that scripts can read of the browser's storage: both storages, cookies and every record of IndexedDB. */
export function storedText(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const answer = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(new Error('a database cannot be read', { cause: request.error }));
      });
    const records = async ({ name = '' }: IDBDatabaseInfo) => {
      const database = await answer(indexedDB.open(name));
      const stores = [...database.objectStoreNames];
      const all = stores.map((store) => answer(database.transaction(store).objectStore(store).getAll()));
      const found: unknown[] = await Promise.all(all);
      database.close();
      return found;
    };
    const databases = await Promise.all((await indexedDB.databases()).map(records));
    return JSON.stringify([
      Object.entries(localStorage),
      Object.entries(sessionStorage),
      document.cookie,
      databases,
    ]);
  });
}
