import { Network } from '../people/network.ts';
import { expect, test, withServiceWorker } from '../test.ts';

// A page that is reloaded offline comes from the service worker.
test.use(withServiceWorker);

test('an update that starts offline shows the messages of a copy from before payloads were opened', async ({
  newPerson,
}) => {
  const satya = await newPerson('Satya');
  const alice = await newPerson('Alice');
  const network = await Network.of(satya);
  await satya.talkTo(alice);
  await satya.conversation.say('from before');
  await satya.conversation.say('and after that');
  await expect(satya.conversation.mark('and after that', 'Delivered')).toBeAttached();
  await satya.page.evaluate(async () => navigator.serviceWorker.ready);

  await network.cut();
  await satya.page.evaluate(makeOlder);
  await satya.page.reload();
  await expect(satya.conversation.message('from before')).toBeVisible();
  await expect(satya.list.row('Alice')).toContainText('and after that');

  await network.mend();
  await satya.conversation.say('back');
  await expect(satya.conversation.mark('back', 'Delivered')).toBeAttached({ timeout: 20_000 });
  await expect.poll(() => satya.conversation.texts()).toEqual(['from before', 'and after that', 'back']);
});

/** Runs in the page: turns its local copy into one of version 3, which held what came and not what it says. */
async function makeOlder(): Promise<void> {
  const done = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error('The local copy cannot be read.'));
    });
  const withoutOpened = (value: unknown): unknown =>
    JSON.parse(JSON.stringify(value, (key, field: unknown) => (key === 'opened' ? undefined : field)));
  const [found] = (await indexedDB.databases()).filter(({ name }) => name?.startsWith('parley-') === true);
  const name = found?.name ?? 'none';
  const now = await done(indexedDB.open(name));
  const tables: { table: string; keys: IDBValidKey[]; values: unknown[] }[] = [];
  for (const table of now.objectStoreNames) {
    const store = now.transaction(table).objectStore(table);
    tables.push({ table, keys: await done(store.getAllKeys()), values: await done(store.getAll()) });
  }
  now.close();
  await done(indexedDB.deleteDatabase(name));
  const older = indexedDB.open(name, 3);
  older.onupgradeneeded = () => {
    const db = older.result;
    for (const table of ['meta', 'details']) db.createObjectStore(table);
    for (const [table, keyPath] of [
      ['conversations', 'id'],
      ['drafts', 'conversation'],
      ['users', 'uid'],
    ] as const)
      db.createObjectStore(table, { keyPath });
    db.createObjectStore('outbox', { keyPath: 'key', autoIncrement: true }).createIndex('id', 'id');
    const entries = db.createObjectStore('entries', { keyPath: ['conversation', 'seq'] });
    entries.createIndex('target', ['conversation', 'body.target']);
  };
  const db = await done(older);
  for (const { table, keys, values } of tables) {
    const store = db.transaction(table, 'readwrite').objectStore(table);
    for (const [at, value] of values.entries())
      await done(store.keyPath === null ? store.put(value, keys[at]) : store.put(withoutOpened(value)));
  }
  db.close();
}
