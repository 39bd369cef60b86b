import type { ChallengeStore, UsedChallenge } from '../../domain/passwords/challenge-store.ts';

export class MemoryChallengeStore implements ChallengeStore {
  /** When each ends, in ms. */
  readonly #ends = new Map<string, number>();

  async use({ challenge, expiresAt }: UsedChallenge, now: number): Promise<boolean> {
    for (const [used, end] of this.#ends) if (end <= now) this.#ends.delete(used);
    if (this.#ends.has(challenge)) return false;
    this.#ends.set(challenge, expiresAt);
    return true;
  }
}
