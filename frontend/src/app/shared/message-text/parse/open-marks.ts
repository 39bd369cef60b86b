import type { Parsing } from './parsing.ts';
import type { Inline } from './tree.ts';

export type MarkKind = 'strong' | 'emphasis';

const STARS = { strong: '**', emphasis: '*' } as const;

interface Open {
  readonly kind: MarkKind;
  readonly content: Inline[];
}

/** What was found so far, with the marks that wait for their closing ones: one of each kind, so that nesting is bounded. */
export class OpenMarks {
  readonly #parsing: Parsing;
  readonly #found: Inline[] = [];
  readonly #open: Open[] = [];

  constructor(parsing: Parsing) {
    this.#parsing = parsing;
  }

  add(node: Inline): void {
    addTo(this.#innermost(), node, this.#parsing);
  }

  text(text: string): void {
    if (text !== '') this.add({ kind: 'text', text });
  }

  has(kind: MarkKind): boolean {
    return this.#open.some((open) => open.kind === kind);
  }

  /** @param kinds the outer one first */
  open(kinds: readonly MarkKind[]): void {
    for (const kind of kinds) this.#open.push({ kind, content: [] });
  }

  /** What is open inside of these stays as it was typed. */
  close(kinds: readonly MarkKind[]): void {
    for (let left = kinds.length; left > 0;) {
      const last = this.#open.pop();
      if (last === undefined) return;
      if (!kinds.includes(last.kind)) {
        this.#keepAsTyped(last);
        continue;
      }
      this.add({ kind: last.kind, content: last.content });
      left--;
    }
  }

  /** Marks that nothing closes are text. */
  end(): Inline[] {
    for (let last = this.#open.pop(); last !== undefined; last = this.#open.pop()) this.#keepAsTyped(last);
    return this.#found;
  }

  #keepAsTyped({ kind, content }: Open): void {
    this.text(STARS[kind]);
    for (const node of content) move(node, this.#innermost());
  }

  #innermost(): Inline[] {
    return this.#open.at(-1)?.content ?? this.#found;
  }
}

function addTo(nodes: Inline[], node: Inline, parsing: Parsing): void {
  if (!joins(nodes, node)) parsing.nodes++;
  move(node, nodes);
}

/** Text behind text is one node. */
function move(node: Inline, to: Inline[]): void {
  const last = to.at(-1);
  if (node.kind === 'text' && last?.kind === 'text')
    to[to.length - 1] = { kind: 'text', text: last.text + node.text };
  else to.push(node);
}

function joins(nodes: readonly Inline[], node: Inline): boolean {
  return node.kind === 'text' && nodes.at(-1)?.kind === 'text';
}
