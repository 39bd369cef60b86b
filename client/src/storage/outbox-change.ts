import type { Payload, Uuid, WireError } from '@parley/protocol';
import { contentOf, type HeldEntry } from '../model/held-entry.ts';
import type { OutboxItem, QueuedItem } from '../model/outbox-item.ts';

/** An item at the end of the queue. */
export function queued(item: QueuedItem, key: number): OutboxItem {
  return { emitted: false, closes: 0, state: { kind: 'waiting' }, ...item, key };
}

/** An item about to leave this device: for the first time, or again with the same bytes. */
export function prepared(item: OutboxItem, payload: Payload | undefined): OutboxItem {
  const bytes = item.payload ?? payload;
  return { ...item, ...(bytes !== undefined && { payload: bytes }), emitted: true };
}

export function refused(item: OutboxItem, error: WireError, definite: boolean): OutboxItem {
  return { ...item, state: { kind: 'refused', error, definite } };
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

/** What is kept of an own message that the server lost; undefined for anything else. One that is not opened keeps its bytes. */
export function lostItem(entry: HeldEntry, key: number, peer: Uuid | undefined): OutboxItem | undefined {
  const { conversation, id, time, body, payload } = entry;
  const content = contentOf(entry);
  if (body.kind !== 'message' || payload === undefined || payload.kind === 'erased') return undefined;
  const said = content === undefined ? {} : { content };
  const bytes = content === undefined ? { payload } : {};
  const task = { kind: 'append', body, ...said } as const;
  const item = { conversation, ...(peer !== undefined && { peer }), id, time, task, ...bytes };
  return queued({ ...item, state: { kind: 'lost' } }, key);
}
