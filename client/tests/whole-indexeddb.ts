import { IndexedDbLogs } from '../src/storage/indexeddb/indexeddb-logs.ts';
import { IndexedDbQueue } from '../src/storage/indexeddb/indexeddb-queue.ts';
import { IndexedDbSealing } from '../src/storage/indexeddb/indexeddb-sealing.ts';
import { IndexedDbStorage } from '../src/storage/indexeddb/indexeddb-storage.ts';
import { systemClock } from '../src/platform/system-clock.ts';
import type { Clock } from '../src/ports/clock.ts';
import type { WholeStorage } from './storage-contract.ts';

/** The parts of a copy in IndexedDB, as one. */
export function wholeIndexedDb(me: string, clock: Clock = systemClock) {
  const storage = new IndexedDbStorage(me, clock);
  const logs = new IndexedDbLogs(me, storage);
  const queue = new IndexedDbQueue(storage);
  const { epochKeys, rosters } = new IndexedDbSealing(storage);
  const parts: Omit<WholeStorage, keyof IndexedDbStorage> = {
    epochKeys,
    rosters,
    append: logs.append.bind(logs),
    prepend: logs.prepend.bind(logs),
    replace: logs.replace.bind(logs),
    truncate: logs.truncate.bind(logs),
    unopened: logs.unopened.bind(logs),
    open: logs.open.bind(logs),
    nextOf: queue.nextOf.bind(queue),
    changeItem: queue.changeItem.bind(queue),
    finish: queue.finish.bind(queue),
    adopt: queue.adopt.bind(queue),
  };
  return Object.assign(storage, parts);
}
