import { directionOf } from './direction-of.ts';
import type { Source } from './source.ts';
import type { Block } from './tree.ts';

export interface Parsed {
  readonly block: Block;
  /** Where to go on. */
  readonly next: number;
}

/** A part as plain text, marks included: they mean nothing there, or there are too many. */
export function asTyped(source: Source, from: number, to: number): Parsed {
  const text = source.slice(from, to).trimEnd();
  source.parsing.nodes++;
  return {
    block: { kind: 'paragraph', dir: directionOf(text), content: [{ kind: 'text', text }] },
    next: to,
  };
}
