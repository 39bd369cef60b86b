/** Letters that Unicode does not split into a plain letter and a mark, as people without that key type them. */
const LETTERS: Readonly<Record<string, string>> = {
  æ: 'ae',
  ð: 'd',
  đ: 'd',
  ħ: 'h',
  ı: 'i',
  ł: 'l',
  ŋ: 'ng',
  ø: 'o',
  œ: 'oe',
  ß: 'ss',
  ŧ: 't',
  þ: 'th',
  ς: 'σ',
};
const SPECIAL = new RegExp(`[${Object.keys(LETTERS).join('')}]`, 'gu');
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
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(SPECIAL, (letter) => LETTERS[letter] ?? letter);
}
