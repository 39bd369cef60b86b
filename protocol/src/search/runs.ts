import { foldLetters } from './fold-letters.ts';

/** A stretch of a text that stays together. */
export interface Run {
  /** `paired`: of a script that puts no space between words; `word`: of any other, with joiners such as `_` inside. */
  readonly kind: 'paired' | 'word';
  readonly text: string;
  /** Where it begins in the folded text. */
  readonly at: number;
}

/** Format characters are invisible; words are the same with and without them. */
const INVISIBLE = /\p{Cf}/gu;
/** Marks that readers do without: accents, vowel points. Other scripts' marks are part of the letter, as is the voicing of kana. */
const DROPPED =
  /(?=\p{M})(?![\u3099\u309a])[\p{sc=Inherited}\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}\p{sc=Arabic}\p{sc=Hebrew}\p{sc=Syriac}]/gu;
const ASCII = /^[\n\r\t -~]*$/;
const HYPHEN = /\u2010/g;

const PAIRED = String.raw`[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}\u3006\u3099\u309a\u30fc]`;
const LETTER = String.raw`[\p{L}\p{M}\p{N}]`;
const PAIRED_LETTERS = String.raw`(?:(?=${LETTER})${PAIRED})+`;
const LETTERS = String.raw`(?:(?!${PAIRED})${LETTER})+`;
const RUN = new RegExp(`(?<paired>${PAIRED_LETTERS})|${LETTERS}(?:[_.-]${LETTERS})*`, 'gu');

/** The runs of letters, marks and digits of a text, folded. */
export function runsOf(text: string): readonly Run[] {
  return Array.from(folded(text).matchAll(RUN), ({ 0: run, groups, index }) => ({
    kind: groups?.paired === undefined ? 'word' : 'paired',
    text: run,
    at: index,
  }));
}

/** What searches compare. Composed again at the end: Hangul and voiced kana are one letter each. Most texts need little of it. */
export function folded(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  const split = text.normalize('NFKD').replaceAll(INVISIBLE, '').replaceAll(DROPPED, '');
  return foldLetters(split).replaceAll(HYPHEN, '-').normalize('NFC');
}
