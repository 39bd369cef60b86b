import type { ChallengeStore, UsedChallenge } from '../../../domain/passwords/challenge-store.ts';
import type { Models } from '../models.ts';
import { isDuplicate, storing } from '../store-error.ts';

export class MongoChallengeStore implements ChallengeStore {
  readonly #challenges: Models['challenges'];

  constructor({ challenges }: Models) {
    this.#challenges = challenges;
  }

  use({ challenge, subject, expiresAt }: UsedChallenge, now: number): Promise<boolean> {
    return storing(async () => {
      await this.#challenges.deleteMany({ expiresAt: { $lte: now } });
      try {
        await this.#challenges.create({ challenge, username: subject, expiresAt });
        return true;
      } catch (error) {
        if (isDuplicate(error)) return false;
        throw error;
      }
    });
  }
}
