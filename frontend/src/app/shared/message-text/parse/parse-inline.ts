import { isSpace, isWord } from './characters.ts';
import { CodeSpans } from './code-spans.ts';
import { linkAt } from './link-at.ts';
import { type MarkKind, OpenMarks } from './open-marks.ts';
import type { Source } from './source.ts';
import type { Inline } from './tree.ts';
import { usernameAt } from './username-at.ts';

/** By how many there are: the outer before the inner. */
const MEANT_BY_STARS: Readonly<Record<number, readonly MarkKind[]>> = {
  1: ['emphasis'],
  2: ['strong'],
  3: ['strong', 'emphasis'],
};

/** Links, mentions, `code`, *emphasis* and **strong** in a run of text. What is none of them is text. */
export function parseInline(source: Source): Inline[] {
  return new InlineParser(source).parse();
}

/** Goes through the text once; what a character begins is decided by a look at what is near. */
class InlineParser {
  readonly #source: Source;
  readonly #marks: OpenMarks;
  readonly #codes: CodeSpans;
  /** Where the text begins that is not taken into a node yet. */
  #from = 0;

  constructor(source: Source) {
    this.#source = source;
    this.#marks = new OpenMarks(source.parsing);
    this.#codes = new CodeSpans(source);
  }

  parse(): Inline[] {
    const { length, parsing } = this.#source;
    for (let at = 0; at < length && parsing.hasRoom();) at = this.#next(at);
    this.#takeText(length);
    return this.#marks.end();
  }

  /** @returns where to go on */
  #next(at: number): number {
    switch (this.#source.at(at)) {
      case '`':
        return this.#code(at);
      case '*':
        return this.#stars(at);
      case '@':
        return this.#mention(at);
      case 'h':
      case 'H':
        return this.#link(at);
      case '\n':
        return this.#lineEnd(at);
      default:
        return at + 1;
    }
  }

  #code(at: number): number {
    const marks = this.#source.countOf('`', at);
    const text = this.#codes.at(at, marks);
    if (text === undefined) return at + marks;
    return this.#take(at, at + marks + text.length + marks, { kind: 'code', text });
  }

  #mention(at: number): number {
    const username = usernameAt(this.#source, at);
    if (username === undefined || !this.#source.isMention(username)) return at + 1;
    return this.#take(at, at + 1 + username.length, { kind: 'mention', username });
  }

  #link(at: number): number {
    if (isWord(this.#source.before(at))) return at + 1;
    const link = linkAt(this.#source, at);
    if (link === undefined) return at + 1;
    const { href, end } = link;
    if (href === undefined) return end;
    return this.#take(at, end, { kind: 'link', href, text: this.#source.slice(at, end) });
  }

  /** Stars close what they opened, else they open, else they are text: `2 * 3`, `2*3*4`. */
  #stars(at: number): number {
    const count = this.#source.countOf('*', at);
    const end = at + count;
    const kinds = MEANT_BY_STARS[count];
    if (kinds === undefined) return end;
    const inWord = (side: string) => kinds.includes('emphasis') && isWord(side);
    const [before, after] = [this.#source.before(at), this.#source.at(end)];
    const open = kinds.filter((kind) => this.#marks.has(kind)).length;
    if (open === kinds.length && !isSpace(before) && !inWord(after)) {
      this.#takeText(at);
      this.#marks.close(kinds);
      this.#from = end;
    } else if (open === 0 && !isSpace(after) && !inWord(before)) {
      this.#takeText(at);
      this.#marks.open(kinds);
      this.#from = end;
    }
    return end;
  }

  /** No mark reaches into the next line. */
  #lineEnd(at: number): number {
    this.#takeText(at);
    this.#marks.end();
    return at + 1;
  }

  #take(from: number, to: number, node: Inline): number {
    this.#takeText(from);
    this.#marks.add(node);
    this.#from = to;
    return to;
  }

  #takeText(to: number): void {
    this.#marks.text(this.#source.slice(this.#from, to));
    this.#from = to;
  }
}
