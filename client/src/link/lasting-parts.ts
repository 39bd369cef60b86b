import type { LastingStorage } from '../ports/storage/lasting-storage.ts';
import type { LogStorage } from '../ports/storage/log-storage.ts';
import type { QueueStorage } from '../ports/storage/queue-storage.ts';

/** The windows of the stored copy, or of the spare one that takes its place. */
export function lastingLogs(storage: LastingStorage, stored: LogStorage): LogStorage {
  const run = <T>(operation: (logs: LogStorage) => Promise<T>) =>
    storage.run((spare) => operation(spare ?? stored));
  return {
    append: (id, entries) => run((logs) => logs.append(id, entries)),
    prepend: (id, entries) => run((logs) => logs.prepend(id, entries)),
    replace: (id, entries) => run((logs) => logs.replace(id, entries)),
    truncate: (id, seq) => run((logs) => logs.truncate(id, seq)),
    unopened: () => run((logs) => logs.unopened()),
    open: (id, opened) => run((logs) => logs.open(id, opened)),
  };
}

/** The outbox of the stored copy, or of the spare one that takes its place. */
export function lastingQueue(storage: LastingStorage, stored: QueueStorage): QueueStorage {
  const run = <T>(operation: (queue: QueueStorage) => Promise<T>) =>
    storage.run((spare) => operation(spare ?? stored));
  return {
    nextOf: (lane, after) => run((queue) => queue.nextOf(lane, after)),
    changeItem: (key, change) => run((queue) => queue.changeItem(key, change)),
    finish: (key) => run((queue) => queue.finish(key)),
    adopt: (change) => run((queue) => queue.adopt(change)),
  };
}
