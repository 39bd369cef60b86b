/** Parentheses after a space. */
const BEHIND = /\s+\([^()]*\)/gu;
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/**
 * One or two letters that stand for a name; whole graphemes, so that no emoji or combined letter is torn apart. What
 * stands behind it in parentheses, such as the username that tells namesakes apart, counts as little as with a person.
 */
export function initials(name: string): string {
  const words = name
    .replaceAll(BEHIND, '')
    .split(/[\s_-]+/u)
    .filter((word) => word !== '');
  const last = words.length > 1 ? words.at(-1) : undefined;
  return [words[0], last].map(firstLetter).join('').toLocaleUpperCase();
}

/** The first letter or emoji, whole. */
export function firstLetter(word: string | undefined): string {
  if (word === undefined) return '';
  const [first] = graphemes.segment(word);
  return first?.segment ?? '';
}
