import type { ChallengeStore, StoredChallenge } from '../../domain/sessions/challenge-store.ts';

export class MemoryChallengeStore implements ChallengeStore {
  /** A Map keeps the order of insertion: the first is the oldest. */
  readonly #challenges = new Map<string, StoredChallenge>();

  async put(challenge: StoredChallenge, now: number, limit: number): Promise<void> {
    for (const { challenge: key, expiresAt } of this.#challenges.values())
      if (expiresAt <= now) this.#challenges.delete(key);
    this.#challenges.set(challenge.challenge, challenge);
    for (const key of this.#challenges.keys()) {
      if (this.#challenges.size <= limit) break;
      this.#challenges.delete(key);
    }
  }

  async take(challenge: string, now: number): Promise<StoredChallenge | undefined> {
    const stored = this.#challenges.get(challenge);
    this.#challenges.delete(challenge);
    return stored !== undefined && stored.expiresAt > now ? stored : undefined;
  }
}
