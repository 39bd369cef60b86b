import type { Uuid } from '@parley/protocol';
import type { PairingStore, StoredPairing } from '../../../domain/keys/pairing-store.ts';
import type { Models } from '../models.ts';
import { retryUpsert } from '../retry-upsert.ts';
import { storing } from '../store-error.ts';

export class MongoPairingStore implements PairingStore {
  readonly #pairings: Models['pairings'];

  constructor({ pairings }: Models) {
    this.#pairings = pairings;
  }

  put({ uid, ...pairing }: StoredPairing, now: number): Promise<void> {
    return storing(async () => {
      await this.#pairings.deleteMany({ expiresAt: { $lte: now } });
      await retryUpsert(() =>
        this.#pairings.updateOne({ _id: uid }, { $set: pairing }, { upsert: true }).exec(),
      );
    });
  }

  take(uid: Uuid, now: number): Promise<string | undefined> {
    return storing(async () => {
      const taken = await this.#pairings.findOneAndDelete({ _id: uid }).lean();
      return taken !== null && taken.expiresAt > now ? taken.wrap : undefined;
    });
  }
}
