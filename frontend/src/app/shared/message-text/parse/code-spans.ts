import { isVisible } from './characters.ts';
import type { Source } from './source.ts';

/** More marks in a row open nothing. */
const MARKS_MAX = 3;

/** Finds `code` in a run of text, by one to three backticks that as many close in the same line. */
export class CodeSpans {
  readonly #source: Source;
  /** By the number of backticks: up to where none close any. Without it each would be looked for anew. */
  readonly #unclosed = new Map<number, number>();

  constructor(source: Source) {
    this.#source = source;
  }

  /** @returns the code behind `marks` backticks at `at`, or undefined */
  at(at: number, marks: number): string | undefined {
    if (marks > MARKS_MAX || at < (this.#unclosed.get(marks) ?? 0)) return undefined;
    const close = this.#closing(at + marks, marks);
    const code = close === undefined ? '' : this.#source.slice(at + marks, close);
    return isVisible(code) ? code : undefined;
  }

  #closing(from: number, marks: number): number | undefined {
    let at = from;
    for (;;) {
      const char = this.#source.at(at);
      if (char === '\n' || char === '') {
        this.#unclosed.set(marks, at);
        return undefined;
      }
      const count = this.#source.countOf('`', at);
      if (count === marks) return at;
      at += Math.max(1, count);
    }
  }
}
