import type { Entry } from '@parley/protocol';

/** Entries beyond this number are dropped: the gap is filled from the server anyway. */
const CAPACITY = 200;

/** Entries above the window, kept until the ones in between arrive. */
export class EntryBuffer {
  readonly #entries = new Map<number, Entry>();
  #highest = 0;

  /** The highest `seq` ever offered, kept or not. */
  get highest(): number {
    return this.#highest;
  }

  offer(entry: Entry): void {
    this.#highest = Math.max(this.#highest, entry.seq);
    if (this.#entries.size < CAPACITY) this.#entries.set(entry.seq, entry);
  }

  /** Removes and returns the entries that follow `last` without a gap; without a `last`, those from the lowest on. */
  takeAfter(last: number | undefined): Entry[] {
    const run: Entry[] = [];
    for (let seq = last === undefined ? this.#lowest() : last + 1; this.#entries.has(seq); seq++) {
      const entry = this.#entries.get(seq);
      if (entry !== undefined) run.push(entry);
      this.#entries.delete(seq);
    }
    return run;
  }

  /** Removes and returns the entries that the window covers by now. */
  takeUpTo(last: number): Entry[] {
    const covered = [...this.#entries.values()].filter(({ seq }) => seq <= last);
    for (const { seq } of covered) this.#entries.delete(seq);
    return covered;
  }

  clear(): void {
    this.#entries.clear();
    this.#highest = 0;
  }

  #lowest(): number {
    return Math.min(...this.#entries.keys());
  }
}
