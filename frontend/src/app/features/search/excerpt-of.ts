import { marksOf } from '@parley/protocol/core';

/** A part of an excerpt. */
export interface ExcerptPart {
  readonly text: string;
  readonly marked: boolean;
}

/** Units that an excerpt has at most, and before what was found first. */
const LONGEST = 240;
const BEFORE = 60;

/** What a message says around what was found in it first, with all that was found there marked. */
export function excerptOf(text: string, words: string): readonly ExcerptPart[] {
  const marks = marksOf(text, words);
  const start = startOf(text, marks[0]?.from ?? 0);
  const end = wordEnd(text, start + LONGEST);
  const parts: ExcerptPart[] = [];
  const add = (from: number, to: number, marked: boolean) => {
    if (from < to) parts.push({ text: text.slice(from, to), marked });
  };
  let at = start;
  for (const { from, to } of marks) {
    if (from >= end) break;
    add(at, from, false);
    at = Math.min(to, end);
    add(from, at, true);
  }
  add(at, end, false);
  return [...ellipsis(start > 0), ...parts, ...ellipsis(end < text.length)];
}

function ellipsis(isCut: boolean): readonly ExcerptPart[] {
  return isCut ? [{ text: '…', marked: false }] : [];
}

/** At the beginning of a word, if there is one near. */
function startOf(text: string, first: number): number {
  const wanted = first - BEFORE;
  if (wanted <= 0) return 0;
  const space = text.slice(wanted, first).search(/\s/u);
  return space < 0 ? whole(text, wanted) : wanted + space + 1;
}

function wordEnd(text: string, wanted: number): number {
  if (wanted >= text.length) return text.length;
  const tail = text.slice(wanted - BEFORE, wanted);
  const word = /\s\S*$/u.exec(tail);
  return word === null ? whole(text, wanted) : wanted - BEFORE + word.index;
}

/** Not in the middle of a letter of two units. */
function whole(text: string, at: number): number {
  return (text.codePointAt(at - 1) ?? 0) > 0xff_ff ? at - 1 : at;
}
