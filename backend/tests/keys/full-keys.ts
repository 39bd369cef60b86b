import type { KeptKeys } from '@parley/client';
import { MemoryKeys } from '@parley/client/node';

/** A browser whose storage is full from some moment on. */
export class FullKeys extends MemoryKeys {
  isFull = false;

  override async keep(keys: KeptKeys): Promise<void> {
    if (this.isFull) throw new DOMException('no room', 'QuotaExceededError');
    await super.keep(keys);
  }
}
