import type { FollowedKeyLog, KeptKeys } from '@parley/client';
import { MemoryKeys } from '@parley/client/node';
import type { Uuid } from '@parley/protocol';

/** A browser whose storage is full from some moment on. */
export class FullKeys extends MemoryKeys {
  isFull = false;

  override async keep(keys: KeptKeys): Promise<void> {
    this.#checkRoom();
    await super.keep(keys);
  }

  override async pin(me: Uuid, logs: readonly FollowedKeyLog[]): Promise<void> {
    this.#checkRoom();
    await super.pin(me, logs);
  }

  #checkRoom(): void {
    if (this.isFull) throw new DOMException('no room', 'QuotaExceededError');
  }
}
