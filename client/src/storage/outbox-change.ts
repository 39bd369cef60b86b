import type { Uuid } from '@parley/protocol';
import type { OutboxItem, QueuedItem } from '../model/outbox-item.ts';

/** An item at the end of the queue. */
export function queued(item: QueuedItem, key: number): OutboxItem {
  return { emitted: false, closes: 0, state: { kind: 'waiting' }, ...item, key };
}

/** Whether the server certainly does not have it: resending it duplicates nothing, and discarding it loses nothing. */
export function isCertainlyUnsent({ emitted, state }: OutboxItem): boolean {
  return !emitted || state.kind === 'lost' || (state.kind === 'refused' && state.definite);
}

/** An item to send again. If the server may have it, id and bytes stay, so that the server recognises it. */
export function retried(item: OutboxItem, key: number, id: Uuid): OutboxItem {
  if (!isCertainlyUnsent(item) || !canBeSealed(item))
    return { ...item, key, closes: 0, state: { kind: 'waiting' } };
  const { conversation, peer, time, task } = item;
  return queued({ conversation, ...(peer !== undefined && { peer }), id, time, task }, key);
}

/** Without its content, an item can only be sent as the bytes that it has. */
function canBeSealed({ payload, task }: OutboxItem): boolean {
  return payload === undefined || (task.kind === 'append' && task.content !== undefined);
}
