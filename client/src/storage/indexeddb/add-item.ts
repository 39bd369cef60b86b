import type { OutboxItem } from '../../outbox/outbox-item.ts';

/** Puts an item at the end of the queue; the database chooses its key. */
export async function addItem(
  table: { add(item: OutboxItem): Promise<number> },
  item: Omit<OutboxItem, 'key'>,
): Promise<OutboxItem> {
  // The key path fills itself in, which the type of the table cannot say.
  const key = await table.add(item as OutboxItem);
  return { ...item, key };
}
