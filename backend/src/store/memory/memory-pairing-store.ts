import type { Uuid } from '@parley/protocol';
import type { PairingStore, StoredPairing } from '../../domain/keys/pairing-store.ts';

export class MemoryPairingStore implements PairingStore {
  readonly #pairings = new Map<Uuid, StoredPairing>();

  async put(pairing: StoredPairing, now: number): Promise<void> {
    for (const { uid, expiresAt } of this.#pairings.values())
      if (expiresAt <= now) this.#pairings.delete(uid);
    this.#pairings.set(pairing.uid, pairing);
  }

  async take(uid: Uuid, now: number): Promise<string | undefined> {
    const pairing = this.#pairings.get(uid);
    this.#pairings.delete(uid);
    return pairing !== undefined && pairing.expiresAt > now ? pairing.wrap : undefined;
  }
}
