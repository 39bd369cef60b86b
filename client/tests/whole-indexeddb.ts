import { IndexedDbLogs } from '../src/storage/indexeddb/indexeddb-logs.ts';
import { IndexedDbStorage } from '../src/storage/indexeddb/indexeddb-storage.ts';
import type { WholeStorage } from './storage-contract.ts';

/** The two parts of a copy in IndexedDB, as one. */
export function wholeIndexedDb(me: string): WholeStorage {
  const storage = new IndexedDbStorage(me);
  const logs = new IndexedDbLogs(me, storage);
  return Object.assign(storage, {
    append: logs.append.bind(logs),
    prepend: logs.prepend.bind(logs),
    replace: logs.replace.bind(logs),
    truncate: logs.truncate.bind(logs),
    unopened: logs.unopened.bind(logs),
    open: logs.open.bind(logs),
    tried: logs.tried.bind(logs),
  });
}
