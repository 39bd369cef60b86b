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

/** A text without marks in lower case, with plain letters for special ones: `ß` is `ss`, `ø` is `o`, `ς` is `σ`. */
export function foldLetters(text: string): string {
  return text.toLowerCase().replaceAll(SPECIAL, (letter) => LETTERS[letter] ?? letter);
}
