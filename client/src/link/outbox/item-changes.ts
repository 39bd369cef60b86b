import type { WireError } from '@parley/protocol';
import type { OutboxItem } from '../../model/outbox-item.ts';
import type { Sealed } from '../../ports/sealer.ts';

/** An item about to leave this device: for the first time, or again with the same bytes. */
export function prepared(item: OutboxItem, sealed: Sealed | undefined): OutboxItem {
  const { task } = item;
  const isNew = sealed !== undefined && item.payload === undefined && task.kind === 'append';
  const made = isNew && { task: { ...task, body: sealed.body }, payload: sealed.payload };
  return { ...item, ...made, emitted: true };
}

export function refused(item: OutboxItem, error: WireError, definite: boolean): OutboxItem {
  return { ...item, state: { kind: 'refused', error, definite } };
}

/** An item under which another connection closed. */
export function closed(item: OutboxItem): OutboxItem {
  return { ...item, closes: item.closes + 1 };
}
