import type { Parsing } from './parsing.ts';

/** A text that is read by nothing but this, so that every look at it is counted. */
export class Source {
  readonly text: string;
  readonly parsing: Parsing;

  /** How many quotes it stands in. */
  readonly depth: number;

  constructor(text: string, parsing: Parsing, depth = 0) {
    this.text = text;
    this.parsing = parsing;
    this.depth = depth;
  }

  /** Whom somebody else named is not named again by quoting it. */
  isMention(username: string): boolean {
    return this.depth === 0 && this.parsing.isMention(username);
  }

  get length(): number {
    return this.text.length;
  }

  /** A character, whole also where it takes two units; empty behind the end. */
  at(index: number): string {
    this.parsing.steps++;
    const code = this.text.codePointAt(index) ?? 0;
    return code > 0xff_ff ? String.fromCodePoint(code) : this.text.charAt(index);
  }

  before(index: number): string {
    const whole = this.at(index - 2);
    return whole.length === 2 ? whole : this.at(index - 1);
  }

  /** How often a character stands there in a row. */
  countOf(char: string, from: number): number {
    let end = from;
    while (this.at(end) === char) end++;
    return end - from;
  }

  /** Where a text stands next; the end, if nowhere. */
  find(text: string, from: number): number {
    const found = this.text.indexOf(text, from);
    const end = found < 0 ? this.length : found;
    this.parsing.steps += end - from + text.length;
    return end;
  }

  slice(from: number, to: number): string {
    this.parsing.steps += to - from;
    return this.text.slice(from, to);
  }

  part(from: number, to: number): Source {
    return new Source(this.slice(from, to), this.parsing, this.depth);
  }
}
