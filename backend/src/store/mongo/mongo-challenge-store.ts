import type { ChallengeStore, StoredChallenge } from '../../domain/sessions/challenge-store.ts';
import type { Models } from './models.ts';
import { storing } from './store-error.ts';

const FIELDS = { challenge: 1, username: 1, expiresAt: 1, _id: 0 } as const;

export class MongoChallengeStore implements ChallengeStore {
  readonly #challenges: Models['challenges'];

  constructor({ challenges }: Models) {
    this.#challenges = challenges;
  }

  put(challenge: StoredChallenge, now: number, limit: number): Promise<void> {
    return storing(async () => {
      await this.#challenges.deleteMany({ expiresAt: { $lte: now } });
      await this.#challenges.create({ ...challenge });
      const surplus = (await this.#challenges.countDocuments({})) - limit;
      if (surplus <= 0) return;
      // MongoDB's own ids rise with time.
      const oldest = await this.#challenges.find({}, { _id: 1 }).sort({ _id: 1 }).limit(surplus).lean();
      await this.#challenges.deleteMany({ _id: { $in: oldest.map(({ _id }) => _id) } });
    });
  }

  take(challenge: string, now: number): Promise<StoredChallenge | undefined> {
    return storing(async () => {
      const taken = await this.#challenges.findOneAndDelete({ challenge }, { projection: FIELDS }).lean();
      return taken !== null && taken.expiresAt > now ? taken : undefined;
    });
  }
}
