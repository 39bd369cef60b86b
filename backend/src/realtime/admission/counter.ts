/** How many there are of each key, and in all. */
export class Counter {
  readonly #counts = new Map<string, number>();
  #total = 0;

  get total(): number {
    return this.#total;
  }

  count(key: string): number {
    return this.#counts.get(key) ?? 0;
  }

  add(key: string): void {
    this.#counts.set(key, this.count(key) + 1);
    this.#total++;
  }

  remove(key: string): void {
    const others = this.count(key) - 1;
    if (others > 0) this.#counts.set(key, others);
    else this.#counts.delete(key);
    this.#total--;
  }
}
