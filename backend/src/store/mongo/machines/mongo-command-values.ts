import { placesOf, valuePlace, type CommandValueStore } from '../../../domain/commands/command-values.ts';
import type { Models } from '../models.ts';
import { retryUpsert } from '../retry-upsert.ts';
import { isDuplicate, storing } from '../store-error.ts';

export class MongoCommandValues implements CommandValueStore {
  readonly #values: Models['commandValues'];

  constructor({ commandValues }: Models) {
    this.#values = commandValues;
  }

  get(command: string, key: string): Promise<string | undefined> {
    return storing(async () => (await this.#values.findById(valuePlace(command, key)).lean())?.value);
  }

  set(command: string, key: string, value: string): Promise<void> {
    return storing(async () => {
      await retryUpsert(() =>
        this.#values.updateOne({ _id: valuePlace(command, key) }, { $set: { value } }, { upsert: true }),
      );
    });
  }

  replace(command: string, key: string, expected: string | undefined, value: string): Promise<boolean> {
    const place = valuePlace(command, key);
    return storing(async () => {
      if (expected !== undefined) {
        const replaced = await this.#values.updateOne({ _id: place, value: expected }, { $set: { value } });
        return replaced.matchedCount === 1;
      }
      try {
        await this.#values.create({ _id: place, value });
        return true;
      } catch (error) {
        if (isDuplicate(error)) return false;
        throw error;
      }
    });
  }

  remove(command: string, key: string): Promise<boolean> {
    return storing(
      async () => (await this.#values.deleteOne({ _id: valuePlace(command, key) })).deletedCount === 1,
    );
  }

  keys(command: string, prefix: string, after: string, limit: number): Promise<readonly string[]> {
    const { first, known, end, keyAt } = placesOf(command, prefix, after);
    return storing(async () => {
      const found = await this.#values
        .find({ _id: { $gte: first, $gt: known, $lt: end } }, { _id: 1 })
        .sort({ _id: 1 })
        .limit(limit)
        .lean();
      return found.map(({ _id }) => keyAt(_id));
    });
  }

  count(command: string): Promise<number> {
    const { first, end } = placesOf(command, '', '');
    return storing(() => this.#values.countDocuments({ _id: { $gte: first, $lt: end } }).exec());
  }
}
