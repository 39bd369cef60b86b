import { IDBFactory, IDBTransaction } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { systemClock } from '../src/platform/system-clock.ts';
import { IndexedDbStorage } from '../src/storage/indexeddb/indexeddb-storage.ts';
import { user } from './fake-server.ts';

/** The local storage of a browser, as far as notes of drafts use it. */
function stubLocalStorage(): Record<string, string> {
  const kept: Record<string, string> = {};
  const methods = {
    getItem: (key: string) => kept[key] ?? null,
    setItem: (key: string, text: string) => {
      kept[key] = text;
    },
    removeItem: (key: string) => Reflect.deleteProperty(kept, key),
  };
  for (const [name, value] of Object.entries(methods))
    Object.defineProperty(kept, name, { value, enumerable: false });
  vi.stubGlobal('localStorage', kept);
  return kept;
}

let notes: Record<string, string>;
beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
  notes = stubLocalStorage();
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const draft = (text: string) => ({
  conversation: 'a',
  composition: { draft: { text, caret: text.length } },
  revision: user(2).uid,
});

test('a draft whose transaction goes with the page is there after it, and so is that one was emptied', async () => {
  const dropped = () =>
    vi.spyOn(IDBTransaction.prototype, 'commit').mockImplementation(function (this: IDBTransaction) {
      this.abort();
    });
  for (const [text, drafts] of [
    ['kept', [draft('kept')]],
    ['', []],
  ] as const) {
    const storage = new IndexedDbStorage('me', systemClock);
    await storage.load();
    const drop = dropped();
    await expect(storage.saveDraft(draft(text))).rejects.toThrow();
    drop.mockRestore();
    expect(JSON.stringify(notes)).not.toContain('kept"');
    await storage.close();

    const again = new IndexedDbStorage('me', systemClock);
    expect((await again.load()).drafts).toEqual(drafts);
    expect(notes).toEqual({});
    await again.close();
  }
});

test('a note of a draft that was stored is gone, and one under another key is dropped', async () => {
  const storage = new IndexedDbStorage('me', systemClock);
  await storage.load();
  const saved = storage.saveDraft(draft('half a thought'));
  await new Promise<void>((resolve) => queueMicrotask(() => queueMicrotask(() => queueMicrotask(resolve))));
  expect(Object.keys(notes)).toHaveLength(1);
  const before = { ...notes };
  await saved;
  expect(notes).toEqual({});
  Object.assign(notes, before);
  await storage.destroy();
  expect(notes).toEqual({});

  Object.assign(notes, before, { 'parley-draft me b': 'of another version' });
  const other = new IndexedDbStorage('me', systemClock);
  expect((await other.load()).drafts).toEqual([]);
  expect(notes).toEqual({});
  await other.close();
});

test('a note of a write that failed does not come back over a later draft that is too long for one', async () => {
  const storage = new IndexedDbStorage('me', systemClock);
  await storage.load();
  const drop = vi.spyOn(IDBTransaction.prototype, 'commit').mockImplementation(function (
    this: IDBTransaction,
  ) {
    this.abort();
  });
  await expect(storage.saveDraft(draft('early'))).rejects.toThrow();
  drop.mockRestore();
  const long = draft('x'.repeat(140_000));
  await storage.saveDraft(long);
  expect(notes).toEqual({});
  await storage.close();
  const again = new IndexedDbStorage('me', systemClock);
  expect((await again.load()).drafts).toEqual([long]);
  await again.close();
});
