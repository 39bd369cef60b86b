import { parseInline } from './parse-inline.ts';
import type { Block } from './tree.ts';

const FENCE = '```';
const QUOTE = /^> ?/;
const BULLET = /^[-*•] +(?=\S)/;
const NUMBER = /^(\d{1,9})[.)] +(?=\S)/;
/** Deeper quotes are shown flat; nobody reads them, and recursion stays bounded. */
const QUOTE_DEPTH = 4;

/** Parses the text of a message. Every text has a meaning: what fits no mark is itself. */
export function parseMessage(text: string, depth = 0): Block[] {
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  const blocks: Block[] = [];
  let at = 0;
  while (at < lines.length) {
    const { block, next } = parseBlock(lines, at, depth);
    if (block !== undefined) blocks.push(block);
    at = next;
  }
  return blocks;
}

interface Parsed {
  readonly block?: Block;
  readonly next: number;
}

function parseBlock(lines: readonly string[], at: number, depth: number): Parsed {
  const line = lines[at] ?? '';
  if (line.trim() === '') return { next: at + 1 };
  if (line.startsWith(FENCE)) return parseCode(lines, at);
  if (QUOTE.test(line) && depth < QUOTE_DEPTH) return parseQuote(lines, at, depth);
  if (BULLET.test(line)) return parseList(lines, at, BULLET);
  if (NUMBER.test(line)) return parseList(lines, at, NUMBER);
  return parseParagraph(lines, at);
}

function parseCode(lines: readonly string[], at: number): Parsed {
  const opening = (lines[at] ?? '').slice(3);
  // "```code```" on one line.
  if (opening.endsWith(FENCE) && opening.length > 3) {
    return { block: { kind: 'code', text: opening.slice(0, -3) }, next: at + 1 };
  }
  const end = endOfRun(lines, at + 1, (line) => !line.startsWith(FENCE));
  return { block: { kind: 'code', text: lines.slice(at + 1, end).join('\n') }, next: end + 1 };
}

function parseQuote(lines: readonly string[], at: number, depth: number): Parsed {
  const end = endOfRun(lines, at, (line) => QUOTE.test(line));
  const inside = lines.slice(at, end).map((line) => line.replace(QUOTE, ''));
  return { block: { kind: 'quote', blocks: parseMessage(inside.join('\n'), depth + 1) }, next: end };
}

function parseList(lines: readonly string[], at: number, mark: RegExp): Parsed {
  const end = endOfRun(lines, at, (line) => mark.test(line));
  const items = lines.slice(at, end).map((line) => parseInline(line.replace(mark, '')));
  const start = Number(mark.exec(lines[at] ?? '')?.[1] ?? 1);
  return { block: { kind: 'list', ordered: mark === NUMBER, start, items }, next: end };
}

function parseParagraph(lines: readonly string[], at: number): Parsed {
  const end = endOfRun(lines, at + 1, (line) => line.trim() !== '' && !startsBlock(line));
  return { block: { kind: 'paragraph', content: parseInline(lines.slice(at, end).join('\n')) }, next: end };
}

function startsBlock(line: string): boolean {
  return line.startsWith(FENCE) || QUOTE.test(line) || BULLET.test(line) || NUMBER.test(line);
}

function endOfRun(lines: readonly string[], from: number, belongs: (line: string) => boolean): number {
  let end = from;
  while (end < lines.length && belongs(lines[end] ?? '')) end++;
  return end;
}
