import type { OutboxItem } from '../../model/outbox-item.ts';

/** Puts an item at the end of the queue; the database chooses its key. */
export async function addItem(
  table: { add(item: OutboxItem): Promise<number> },
  item: Omit<OutboxItem, 'key'>,
): Promise<OutboxItem> {
  // IndexedDB fills in the key path, which the type of the table cannot express.
  const key = await table.add(item as OutboxItem);
  return { ...item, key };
}
