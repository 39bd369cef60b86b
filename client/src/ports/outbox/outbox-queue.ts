import type { ReadableAtom } from 'nanostores';
import type { OutboxItem } from '../../model/outbox-item.ts';
import type { OutboxOwnership } from './outbox-ownership.ts';

/** The outbox as its sender sees it. */
export interface OutboxQueue {
  /** In the order of the queue. Other tabs change the stored outbox, too: what is sent is read from the storage. */
  readonly items: ReadableAtom<readonly OutboxItem[]>;
  /** Whether this tab is the one that sends. */
  readonly isOwner: boolean;
  /** Resolves once this tab is the one that sends. */
  take(): Promise<void>;
  /** From now on, this tab sends when it owns the outbox. */
  share(ownership: OutboxOwnership): void;
  /** Items were added to the stored outbox, or removed with their entries. */
  reload(): Promise<void>;
  /** This tab changed the stored outbox; tells the others. */
  changedHere(): Promise<void>;
}
