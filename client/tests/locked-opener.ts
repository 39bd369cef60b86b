import { decodeContent, type Content, type Entry } from '@parley/protocol';
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

  async open(entries: readonly Entry[]): Promise<readonly (Content | undefined)[]> {
    this.asked.push(...entries.map(({ seq }) => seq));
    if (!this.hasKey && this.#answers === 'late')
      await new Promise<void>((resolve) => this.#late.push(resolve));
    return entries.map(({ payload }) =>
      this.hasKey && payload !== undefined && 'bytes' in payload ? decodeContent(payload) : undefined,
    );
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
