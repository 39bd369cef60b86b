import type { OutboxItem } from '../../model/outbox-item.ts';
import type { ChatStorage } from '../../ports/chat-storage.ts';

/**
 * Puts items into a copy that was begun anew, as they were: with the bytes that may have left already, so that none is sent
 * twice, and those that wait for a decision of the user still waiting for it.
 */
export async function storeAgain(storage: ChatStorage, items: readonly OutboxItem[]): Promise<void> {
  const there = new Set((await storage.outbox()).map(({ id }) => id));
  for (const item of items) if (!there.has(item.id)) await storage.enqueue({ ...item, closes: 0 });
}
