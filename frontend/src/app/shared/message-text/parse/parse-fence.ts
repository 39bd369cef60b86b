import { type Parsed, asTyped } from './as-typed.ts';
import { isVisible } from './characters.ts';
import type { Source } from './source.ts';

const MARKS_MIN = 3;
const LANGUAGE = /^[\w+#.-]{1,20}$/;

export function isFence(source: Source, at: number): boolean {
  return source.at(at) === '`' && source.countOf('`', at) >= MARKS_MIN;
}

/** Code between fences. The closing one may stand anywhere, and text behind it goes on; without one it is the rest. */
export function parseFence(source: Source, at: number): Parsed {
  const marks = source.countOf('`', at);
  const close = closing(source, at + marks, marks);
  const next = skipLineEnd(source, close + source.countOf('`', close));
  const { language, from } = beginning(source, at + marks, close);
  const text = source.slice(from, close).replace(/\n$/, '');
  if (!isVisible(text)) return asTyped(source, at, next);
  return { block: { kind: 'code', language, text }, next };
}

function closing(source: Source, from: number, marks: number): number {
  let at = source.find('`', from);
  for (let count = source.countOf('`', at); count > 0 && count < marks; count = source.countOf('`', at))
    at = source.find('`', at + count);
  return at;
}

/** One word in the line of the opening fence is a language; anything else is code. */
function beginning(source: Source, from: number, close: number) {
  const [line = '', ...rest] = source.slice(from, close).split('\n', 2);
  const word = line.trim();
  const isNoCode = rest.length > 0 && (word === '' || LANGUAGE.test(word));
  return isNoCode ? { language: word, from: from + line.length + 1 } : { language: '', from };
}

function skipLineEnd(source: Source, from: number): number {
  const at = from + source.countOf(' ', from);
  return source.at(at) === '\n' ? at + 1 : at;
}
