import type { Uuid } from '@parley/protocol';
import type { ResetStore, StoredReset } from '../../domain/sessions/reset-store.ts';

export class MemoryResetStore implements ResetStore {
  readonly #resets = new Map<Uuid, StoredReset>();

  async put(reset: StoredReset): Promise<void> {
    this.#resets.set(reset.uid, reset);
  }

  async take(uid: Uuid, secretHash: string, now: number): Promise<boolean> {
    const reset = this.#resets.get(uid);
    if (reset?.secretHash !== secretHash || reset.expiresAt <= now) return false;
    return this.#resets.delete(uid);
  }
}
