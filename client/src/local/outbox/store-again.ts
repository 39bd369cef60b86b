import type { OutboxItem } from '../../model/outbox-item.ts';
import type { ChatStorage } from '../../ports/chat-storage.ts';

/** Puts items into a copy that was begun anew: with the bytes that may have left already, so that none is sent twice. */
export async function storeAgain(storage: ChatStorage, items: readonly OutboxItem[]): Promise<void> {
  const there = new Set((await storage.outbox()).map(({ id }) => id));
  for (const { id, time, conversation, peer, task, payload, emitted, state } of items) {
    if (there.has(id)) continue;
    const kept = { id, time, conversation, task, ...(peer !== undefined && { peer }) };
    const { key } = await storage.enqueue(kept);
    if (emitted) await storage.prepare(key, payload);
    if (state.kind === 'refused') await storage.refuse(key, state.error, state.definite);
  }
}
