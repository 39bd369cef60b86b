import type { Parsed } from './as-typed.ts';
import { isSpace } from './characters.ts';
import { directionOf } from './direction-of.ts';
import { parseInline } from './parse-inline.ts';
import type { Source } from './source.ts';
import type { ListItem } from './tree.ts';

const BULLETS = ['-', '*', '•'];
const DIGIT = /^\d$/;
const DIGITS_MAX = 9;
const LEVEL_MAX = 4;
const SPACES_A_LEVEL = 2;
/** In the document, besides its text. */
const NODES_OF_ITEM = 4;

interface ItemMark extends Pick<ListItem, 'mark' | 'level'> {
  /** Where the text of the item begins. */
  readonly from: number;
}

/** The bullet or number that a line begins with, or undefined. */
export function itemMarkAt(source: Source, lineStart: number): ItemMark | undefined {
  const indent = source.countOf(' ', lineStart);
  const at = lineStart + indent;
  const mark = BULLETS.includes(source.at(at)) ? '•' : numberAt(source, at);
  const spaces = mark === undefined ? 0 : source.countOf(' ', at + mark.length);
  if (mark === undefined || spaces === 0) return undefined;
  const from = at + mark.length + spaces;
  const level = Math.min(LEVEL_MAX, Math.floor(indent / SPACES_A_LEVEL));
  return isSpace(source.at(from)) ? undefined : { mark, level, from };
}

/** The items that follow one another, whatever their marks. */
export function parseList(source: Source, at: number): Parsed {
  const items: ListItem[] = [];
  let next = at;
  for (let item = itemMarkAt(source, next); item !== undefined; item = itemMarkAt(source, next)) {
    if (items.length > 0 && !source.parsing.hasRoom()) break;
    const end = source.find('\n', item.from);
    const { mark, level } = item;
    source.parsing.nodes += NODES_OF_ITEM;
    items.push({ mark, level, content: parseInline(source.part(item.from, end)) });
    next = end + 1;
  }
  return { block: { kind: 'list', dir: directionOf(source.slice(at, next)), items }, next };
}

function numberAt(source: Source, at: number): string | undefined {
  let end = at;
  while (end - at < DIGITS_MAX && DIGIT.test(source.at(end))) end++;
  const closes = source.at(end) === '.' || source.at(end) === ')';
  return end > at && closes ? source.slice(at, end + 1) : undefined;
}
