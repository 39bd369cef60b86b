import { foldLetters } from './fold-letters.ts';

/** Letters and digits together, symbols by themselves: "🎉party" is found by both. */
const WORD = /[\p{L}\p{N}]+|\p{S}+/gu;

/**
 * The words of a text as searches compare them: without marks, case and punctuation, so that "Zoë" is "zoe" and
 * "anna-lena" two words. It uses no dictionary of the runtime, and gives the same on every machine.
 */
export function foldedWords(text: string): readonly string[] {
  return folded(text).match(WORD) ?? [];
}

function folded(text: string): string {
  return foldLetters(text.normalize('NFKD').replaceAll(/\p{M}/gu, ''));
}
