import type { Uuid } from '@parley/protocol';
import type { Lane, OutboxItem } from '../../model/outbox-item.ts';
import type { StoredDraft } from '../draft-channel.ts';

/** What changed in another copy: in which items and drafts, and what is gone from there. */
export interface UnsentChange {
  readonly items: readonly OutboxItem[];
  readonly goneItems: readonly Uuid[];
  readonly drafts: readonly StoredDraft[];
  /** The conversations that have no draft any more. */
  readonly goneDrafts: readonly Uuid[];
}

/** The stored outbox, as its sender and another copy change it. Each method is one atomic operation on the stored state. */
export interface QueueStorage {
  /** The waiting item of a lane with the lowest key above `after`. */
  nextOf(lane: Lane, after: number): Promise<OutboxItem | undefined>;
  /** Changes an item. @returns it as it is stored now, undefined if it is gone */
  changeItem(key: number, change: (item: OutboxItem) => OutboxItem): Promise<OutboxItem | undefined>;
  /** Removes an item that needs no entry. */
  finish(key: number): Promise<void>;
  /** Takes over changes of another copy. An item takes the place of the one with its id, or goes to the end of the queue. */
  adopt(change: UnsentChange): Promise<void>;
}
