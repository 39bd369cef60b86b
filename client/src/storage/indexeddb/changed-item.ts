import type { OutboxItem } from '../../model/outbox-item.ts';
import { isDamaged } from '../boxes/damaged-item.ts';
import type { IndexedDbCopy } from './indexeddb-copy.ts';
import type { Writing } from './schema.ts';

type OutboxTable = ReturnType<Writing<'outbox'>['objectStore']>;

/**
 * Changes an item by what it says. That is opened before the transaction and sealed again, so that somebody may have changed the item
 * meanwhile: then all of it is done once more.
 * @param change undefined leaves the item as it is
 * @param put writes it in its new form. @returns its key
 * @returns the item as it is now; undefined if it is gone, or was left as it is
 */
export async function changedItem(
  copy: IndexedDbCopy,
  key: number,
  change: (item: OutboxItem) => OutboxItem | undefined,
  put: (table: OutboxTable, row: OutboxItem) => Promise<number>,
): Promise<OutboxItem | undefined> {
  for (;;) {
    const { db, rows } = await copy.opened();
    const row = await db.get('outbox', key);
    const item = row && (await rows.openItem(row));
    // There is nothing left of what is damaged: in a new form, it would be sent as if it said nothing.
    const changed = item && !isDamaged(item) ? change(item) : undefined;
    if (changed === undefined) return undefined;
    const { tx, sealed } = await copy.writeSealed(['outbox'], (to) => to.sealItem(changed));
    const table = tx.objectStore('outbox');
    const isSame = JSON.stringify(await table.get(key)) === JSON.stringify(row);
    const result = isSame ? { ...changed, key: await put(table, sealed) } : undefined;
    await tx.done;
    if (result !== undefined) return result;
  }
}
