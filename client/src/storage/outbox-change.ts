import type { Uuid } from '@parley/protocol';
import { carriesPayload } from '@parley/protocol/core';
import type { OutboxItem, QueuedItem } from '../model/outbox-item.ts';

/** An item at the end of the queue. */
export function queued(item: QueuedItem, key: number): OutboxItem {
  return { emitted: false, closes: 0, state: { kind: 'waiting' }, ...item, key };
}

/** Whether the server certainly does not have it: resending it duplicates nothing, and discarding it loses nothing. */
export function isCertainlyUnsent({ emitted, state }: OutboxItem): boolean {
  return !emitted || state.kind === 'lost' || (state.kind === 'refused' && state.definite);
}

/**
 * An item to send again. If the server may have it, id and bytes stay, so that the server recognises it.
 * @param task what it asks for instead, where the server certainly does not have it
 */
export function retried(item: OutboxItem, key: number, id: Uuid, task = item.task): OutboxItem {
  if (!isCertainlyUnsent(item) || !canBeSealed(item))
    return { ...item, key, closes: 0, state: { kind: 'waiting' } };
  const { conversation, peer, time } = item;
  return queued({ conversation, ...(peer !== undefined && { peer }), id, time, task }, key);
}

/** What says something, and whose content is not known here, can only be sent as the bytes that it has. */
function canBeSealed({ payload, task }: OutboxItem): boolean {
  if (payload === undefined || task.kind !== 'append') return true;
  return task.content !== undefined || !carriesPayload(task.body.kind);
}
