import { told } from '../blind/told.ts';
import { Network } from '../people/network.ts';
import { storedText } from '../people/stored-text.ts';
import { expect, test, withServiceWorker } from '../test.ts';

// A page that is reloaded offline comes from the service worker.
test.use(withServiceWorker);

test('an update that starts offline keeps what was written, sends it, and loads what was said anew', async ({
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
  const half = told.marked('half a thought');
  await satya.page.evaluate(makeOlder, { waits: told.marked('still waits'), draft: half });
  await satya.page.reload();
  await expect(satya.conversation.message('still waits')).toBeVisible();
  await expect(satya.conversation.composer).toHaveValue(half);
  expect(await storedText(satya.page)).not.toMatch(/still waits|half a thought|from before/);

  await network.mend();
  await expect(satya.conversation.mark('still waits', 'Delivered')).toBeAttached({ timeout: 20_000 });
  await expect
    .poll(() => satya.conversation.texts())
    .toEqual(['from before', 'and after that', 'still waits']);
  await expect(satya.list.row('Alice')).toContainText('half a thought');
});

/** Runs in the page: turns its local copy into one of version 5, which held everything in plain. */
async function makeOlder({ waits, draft }: Readonly<Record<'waits' | 'draft', string>>): Promise<void> {
  const done = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error('The local copy cannot be read.'));
    });
  const [found] = (await indexedDB.databases()).filter(({ name }) => name?.startsWith('parley-') === true);
  const name = found?.name ?? 'none';
  const now = await done(indexedDB.open(name));
  type Row = Readonly<Record<string, unknown>>;
  const stores = [...now.objectStoreNames].map((table) => now.transaction(table).objectStore(table));
  const tables = await Promise.all(
    stores.map(async (store) => ({
      ...{ table: store.name, keyPath: store.keyPath, autoIncrement: store.autoIncrement },
      indexes: [...store.indexNames].map((index) => [index, store.index(index).keyPath] as const),
      keys: await done(store.getAllKeys()),
      rows: (await done(store.getAll())) as Row[],
    })),
  );
  now.close();
  await done(indexedDB.deleteDatabase(name));
  const older = indexedDB.open(name, 5);
  older.onupgradeneeded = () => {
    for (const { table, indexes, ...options } of tables.filter((one) => one.table !== 'keys')) {
      const { keyPath, autoIncrement } = options;
      const store = older.result.createObjectStore(table, { keyPath, autoIncrement });
      for (const [index, path] of indexes) store.createIndex(index, path);
    }
  };
  const db = await done(older);
  const words = (text: string) => ({ opened: { kind: 'content', content: { type: 'text', text } } });
  for (const { table, keyPath, keys, rows } of tables) {
    if (table === 'keys') continue;
    const store = db.transaction(table, 'readwrite').objectStore(table);
    for (const [at, { box, ...row }] of rows.entries()) {
      const plain = box === undefined ? row : { ...row, ...words('from before') };
      await done(keyPath === null ? store.put(rows[at], keys[at]) : store.put(plain));
    }
  }
  const conversation = location.pathname.split('/').at(-1);
  const known = tables.find(({ table }) => table === 'conversations')?.rows ?? [];
  const { peer } = known.find((row) => row.id === conversation)?.head as { peer?: string };
  const [id, time] = [crypto.randomUUID(), Date.now()];
  const task = { kind: 'append', body: { kind: 'message' }, content: { type: 'text', text: waits } };
  const state = { kind: 'waiting' };
  const writing = db.transaction(['drafts', 'outbox'], 'readwrite');
  writing.objectStore('drafts').put({
    ...{ conversation, revision: id },
    composition: { draft: { text: draft, caret: draft.length } },
  });
  await done(
    writing
      .objectStore('outbox')
      .add({ conversation, peer, id, time, task, emitted: false, closes: 0, state }),
  );
  db.close();
}
