import type { Uuid } from '@parley/protocol';
import { isIn, type Lane, type OutboxItem } from '../../model/outbox-item.ts';
import type { QueueStorage, UnsentChange } from '../../ports/storage/queue-storage.ts';
import { inBatches } from '../boxes/in-batches.ts';
import { addItem } from './add-item.ts';
import { changedItem } from './changed-item.ts';
import type { IndexedDbCopy } from './indexeddb-copy.ts';
import type { IndexedDbStorage } from './indexeddb-storage.ts';
import type { Writing } from './schema.ts';

/** The outbox of a copy in IndexedDB. A module of its own, loaded with the server's code: only that sends. */
export class IndexedDbQueue implements QueueStorage {
  readonly #copy: IndexedDbCopy;

  constructor({ copy }: Pick<IndexedDbStorage, 'copy'>) {
    this.#copy = copy;
  }

  async nextOf(lane: Lane, after: number): Promise<OutboxItem | undefined> {
    const { db, rows } = await this.#copy.opened();
    const items = await db.getAll('outbox', IDBKeyRange.lowerBound(after, true));
    for (const item of items.filter((one) => isIn(one, lane) && one.state.kind === 'waiting')) {
      const next = await rows.openItem(item);
      if (next.state.kind === 'waiting') return next;
    }
    return undefined;
  }

  changeItem(key: number, change: (item: OutboxItem) => OutboxItem): Promise<OutboxItem | undefined> {
    return changedItem(this.#copy, key, change, (table, row) => table.put(row));
  }

  async finish(key: number): Promise<void> {
    const tx = await this.#copy.write(['outbox']);
    await tx.objectStore('outbox').delete(key);
    await tx.done;
  }

  async adopt({ items, goneItems, drafts, goneDrafts }: UnsentChange): Promise<void> {
    const { tx, sealed } = await this.#copy.writeSealed(['outbox', 'drafts'], async (rows) => ({
      items: await inBatches(items, (item) => rows.sealItem(item)),
      drafts: await inBatches(drafts, (draft) => rows.sealDraft(draft)),
    }));
    for (const id of goneItems)
      for (const key of await keysOf(tx, id)) await tx.objectStore('outbox').delete(key);
    for (const item of sealed.items) await adoptItem(tx, item);
    for (const conversation of goneDrafts) await tx.objectStore('drafts').delete(conversation);
    for (const draft of sealed.drafts) await tx.objectStore('drafts').put(draft);
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
