import type { Uuid } from '@parley/protocol';
import type { ResetStore, StoredReset } from '../../../domain/passwords/reset-store.ts';
import type { Models } from '../models.ts';
import { storing } from '../store-error.ts';
import { retryUpsert } from '../retry-upsert.ts';

export class MongoResetStore implements ResetStore {
  readonly #resets: Models['resets'];

  constructor({ resets }: Models) {
    this.#resets = resets;
  }

  put({ uid, ...reset }: StoredReset): Promise<void> {
    return storing(async () => {
      await retryUpsert(() => this.#resets.updateOne({ _id: uid }, { $set: reset }, { upsert: true }).exec());
    });
  }

  holds(uid: Uuid, secretHash: string, now: number): Promise<boolean> {
    return storing(async () => {
      const filter = { _id: uid, secretHash, expiresAt: { $gt: now } };
      return (await this.#resets.exists(filter)) !== null;
    });
  }

  withdraw(uid: Uuid): Promise<void> {
    return storing(async () => {
      await this.#resets.deleteOne({ _id: uid });
    });
  }

  take(uid: Uuid, secretHash: string, now: number): Promise<boolean> {
    return storing(async () => {
      const filter = { _id: uid, secretHash, expiresAt: { $gt: now } };
      return (await this.#resets.deleteOne(filter)).deletedCount === 1;
    });
  }
}
