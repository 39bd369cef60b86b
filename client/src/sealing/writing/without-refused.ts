import type { OutboxItem } from '../../model/outbox-item.ts';

/** An item whose bytes were refused, and so will be for ever: others are made. If it has others by now, these stay. */
export function withoutRefused(item: OutboxItem, refused: OutboxItem): OutboxItem {
  const isSame = item.payload?.bytes === refused.payload?.bytes;
  return isSame ? { ...item, payload: undefined, emitted: false } : item;
}
