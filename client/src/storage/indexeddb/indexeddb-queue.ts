import type { Uuid } from '@parley/protocol';
import { isIn, type Lane, type OutboxItem } from '../../model/outbox-item.ts';
import type { QueueStorage, UnsentChange } from '../../ports/queue-storage.ts';
import { addItem } from './add-item.ts';
import type { IndexedDbStorage } from './indexeddb-storage.ts';
import type { Writing } from './schema.ts';

/** The outbox of a copy in IndexedDB. A module of its own, loaded with the server's code: only that sends. */
export class IndexedDbQueue implements QueueStorage {
  readonly #storage: Pick<IndexedDbStorage, 'database' | 'write'>;

  constructor(storage: Pick<IndexedDbStorage, 'database' | 'write'>) {
    this.#storage = storage;
  }

  async nextOf(lane: Lane, after: number): Promise<OutboxItem | undefined> {
    const db = await this.#storage.database();
    const items = await db.getAll('outbox', IDBKeyRange.lowerBound(after, true));
    return items.find((item) => isIn(item, lane) && item.state.kind === 'waiting');
  }

  async changeItem(key: number, change: (item: OutboxItem) => OutboxItem): Promise<OutboxItem | undefined> {
    const tx = await this.#storage.write(['outbox']);
    const item = await tx.objectStore('outbox').get(key);
    const changed = item && change(item);
    if (changed !== undefined) await tx.objectStore('outbox').put(changed);
    await tx.done;
    return changed;
  }

  async finish(key: number): Promise<void> {
    const tx = await this.#storage.write(['outbox']);
    await tx.objectStore('outbox').delete(key);
    await tx.done;
  }

  async adopt({ items, goneItems, drafts, goneDrafts }: UnsentChange): Promise<void> {
    const tx = await this.#storage.write(['outbox', 'drafts']);
    for (const id of goneItems)
      for (const key of await keysOf(tx, id)) await tx.objectStore('outbox').delete(key);
    for (const item of items) await adoptItem(tx, item);
    for (const conversation of goneDrafts) await tx.objectStore('drafts').delete(conversation);
    for (const draft of drafts) await tx.objectStore('drafts').put(draft);
    await tx.done;
  }
}

type Adopting = Writing<'outbox' | 'drafts'>;

function keysOf(tx: Adopting, id: Uuid): Promise<number[]> {
  return tx.objectStore('outbox').index('id').getAllKeys(id);
}

async function adoptItem(tx: Adopting, { key: _, ...item }: OutboxItem): Promise<void> {
  const [key] = await keysOf(tx, item.id);
  if (key === undefined) await addItem(tx.objectStore('outbox'), item);
  else await tx.objectStore('outbox').put({ ...item, key });
}
