import { type Parsed, asTyped } from './as-typed.ts';
import { isVisible } from './characters.ts';
import { directionOf } from './direction-of.ts';
import { isFence, parseFence } from './parse-fence.ts';
import { parseInline } from './parse-inline.ts';
import { itemMarkAt, parseList } from './parse-list.ts';
import { Source } from './source.ts';
import type { Block } from './tree.ts';

/** Deeper quotes are shown as they were typed: nobody reads them, and recursion stays bounded. */
const QUOTE_DEPTH = 4;
/** What a block is in the document besides its text. */
const NODES_OF: Readonly<Record<Block['kind'], number>> = { paragraph: 2, code: 9, quote: 2, list: 1 };
const SPACE = /^\s$/;

/** The blocks of a text. */
export function parseBlocks(source: Source): Block[] {
  const blocks: Block[] = [];
  for (let at = skipBlankLines(source, 0); at < source.length;) {
    const { block, next } = parseBlock(source, at);
    source.parsing.nodes += NODES_OF[block.kind];
    blocks.push(block);
    at = skipBlankLines(source, next);
  }
  return blocks;
}

function parseBlock(source: Source, at: number): Parsed {
  if (!source.parsing.hasRoom()) return asTyped(source, at, source.length);
  if (isFence(source, at)) return parseFence(source, at);
  if (isQuote(source, at)) return parseQuote(source, at);
  if (itemMarkAt(source, at) !== undefined) return parseList(source, at);
  return parseParagraph(source, at);
}

function isQuote(source: Source, at: number): boolean {
  return source.depth < QUOTE_DEPTH && source.at(at) === '>';
}

function parseQuote(source: Source, at: number): Parsed {
  const lines: string[] = [];
  let next = at;
  while (isQuote(source, next)) {
    const from = next + (source.at(next + 1) === ' ' ? 2 : 1);
    const end = source.find('\n', from);
    lines.push(source.slice(from, end));
    next = end + 1;
  }
  const inside = lines.join('\n');
  if (!isVisible(inside)) return asTyped(source, at, next);
  const blocks = parseBlocks(new Source(inside, source.parsing, source.depth + 1));
  return { block: { kind: 'quote', dir: directionOf(inside), blocks }, next };
}

function parseParagraph(source: Source, at: number): Parsed {
  let next = source.find('\n', at) + 1;
  while (next < source.length && !endsParagraph(source, next)) next = source.find('\n', next) + 1;
  const part = source.part(at, next - 1);
  return { block: { kind: 'paragraph', dir: directionOf(part.text), content: parseInline(part) }, next };
}

function endsParagraph(source: Source, lineStart: number): boolean {
  return (
    skipBlankLines(source, lineStart) > lineStart ||
    isFence(source, lineStart) ||
    isQuote(source, lineStart) ||
    itemMarkAt(source, lineStart) !== undefined
  );
}

/** @returns the start of the first line that has something in it, with its indentation, or the end */
function skipBlankLines(source: Source, from: number): number {
  let lineStart = from;
  for (let at = from; ; at++) {
    const char = source.at(at);
    if (char === '') return source.length;
    if (char === '\n') lineStart = at + 1;
    else if (!SPACE.test(char)) return lineStart;
  }
}
