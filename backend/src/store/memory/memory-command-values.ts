import { placesOf, valuePlace, type CommandValueStore } from '../../domain/commands/command-values.ts';

export class MemoryCommandValues implements CommandValueStore {
  readonly #values = new Map<string, string>();

  async get(command: string, key: string): Promise<string | undefined> {
    return this.#values.get(valuePlace(command, key));
  }

  async set(command: string, key: string, value: string): Promise<void> {
    this.#values.set(valuePlace(command, key), value);
  }

  async replace(command: string, key: string, expected: string | undefined, value: string): Promise<boolean> {
    const place = valuePlace(command, key);
    if (this.#values.get(place) !== expected) return false;
    this.#values.set(place, value);
    return true;
  }

  async remove(command: string, key: string): Promise<boolean> {
    return this.#values.delete(valuePlace(command, key));
  }

  async keys(command: string, prefix: string, after: string, limit: number): Promise<readonly string[]> {
    const { first, known, keyAt } = placesOf(command, prefix, after);
    return [...this.#values.keys()]
      .filter((place) => place.startsWith(first) && compare(place, known) > 0)
      .sort(compare)
      .slice(0, limit)
      .map(keyAt);
  }

  async count(command: string): Promise<number> {
    return [...this.#values.keys()].filter((place) => place.startsWith(valuePlace(command, ''))).length;
  }
}

/** As databases do it, by bytes. */
function compare(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
