import type { Uuid } from '@parley/protocol';
import type { ResetStore, StoredReset } from '../../domain/passwords/reset-store.ts';

export class MemoryResetStore implements ResetStore {
  readonly #resets = new Map<Uuid, StoredReset>();

  async put(reset: StoredReset): Promise<void> {
    this.#resets.set(reset.uid, reset);
  }

  async holds(uid: Uuid, secretHash: string, now: number): Promise<boolean> {
    return this.#holds(uid, secretHash, now);
  }

  async withdraw(uid: Uuid): Promise<void> {
    this.#resets.delete(uid);
  }

  async take(uid: Uuid, secretHash: string, now: number): Promise<boolean> {
    return this.#holds(uid, secretHash, now) && this.#resets.delete(uid);
  }

  /** Synchronous, so that only one of two callers gets it. */
  #holds(uid: Uuid, secretHash: string, now: number): boolean {
    const reset = this.#resets.get(uid);
    return reset?.secretHash === secretHash && reset.expiresAt > now;
  }
}
