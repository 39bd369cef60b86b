import type { Entry } from '@parley/protocol';
import { plainPayloads } from '../src/link/opening/plain-payloads.ts';
import type { Said } from '../src/model/said.ts';
import type { Opener } from '../src/ports/opener.ts';

/** Opens nothing until it gets its key; asked meanwhile, it answers late or with nothing. */
export class LockedOpener implements Opener {
  hasKey = false;
  readonly asked: number[] = [];
  readonly #late: (() => void)[] = [];
  readonly #listeners = new Set<() => void>();
  readonly #answers: 'late' | 'nothing';

  constructor(answers: 'late' | 'nothing') {
    this.#answers = answers;
  }

  async open(entries: readonly Entry[]): Promise<readonly (Said | undefined)[]> {
    this.asked.push(...entries.map(({ seq }) => seq));
    if (!this.hasKey && this.#answers === 'late')
      await new Promise<void>((resolve) => this.#late.push(resolve));
    return this.hasKey ? plainPayloads.open(entries) : entries.map(() => undefined);
  }

  onMore(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  giveKey(): void {
    this.hasKey = true;
    this.answer();
    this.tellMore();
  }

  /** Answers all that waits. */
  answer(): void {
    for (const answer of this.#late.splice(0)) answer();
  }

  tellMore(): void {
    for (const listener of this.#listeners) listener();
  }
}
