import { folded } from './runs.ts';
import { phrasesOf, placedTokensOf, type PlacedToken } from './tokens.ts';

/** A part of a text, in UTF-16 units. */
export interface TextPart {
  readonly from: number;
  /** Behind its end. */
  readonly to: number;
}

/** Jamo that a syllable of Hangul before them takes in, and the half-wide marks of kana: letters that are composed with the one before. */
const LETTER = /[\s\S][\p{M}\p{Cf}\uff9e\uff9f\u1160-\u11ff\ud7b0-\ud7fb\u3131-\u318e\uffa0-\uffdc]*/gu;
const ASCII = /^[\n\r\t -~]*$/;

/** Where a text has what a search for words found in it: each phrase of the words, as indexes compare them. In rising order, none in another. */
export function marksOf(text: string, words: string): readonly TextPart[] {
  const tokens = placedTokensOf(text);
  const places = phrasesOf(words).flatMap((phrase) => placesOf(tokens, phrase));
  if (places.length === 0) return [];
  const letters = lettersOf(text);
  return united(places.flatMap(({ from, to }) => spanOf(letters[from], letters[to - 1])));
}

function placesOf(tokens: readonly PlacedToken[], phrase: readonly string[]): readonly TextPart[] {
  return tokens.flatMap((_, at) => {
    const found = tokens.slice(at, at + phrase.length);
    return phrase.every((token, index) => found[index]?.token === token) ? found : [];
  });
}

/**
 * For each unit of the folded text, the letter of the text that it comes from, with all that belongs to that. Folding may make a letter
 * longer or shorter, and takes letters into the one before: those are one here.
 */
function lettersOf(text: string): readonly TextPart[] {
  const letters: TextPart[] = [];
  let from = 0;
  for (const part of ASCII.test(text) ? text : (text.match(LETTER) ?? [])) {
    const letter = { from, to: from + part.length };
    letters.push(...Array.from({ length: folded(part).length }, () => letter));
    from = letter.to;
  }
  return letters;
}

function spanOf(first: TextPart | undefined, last: TextPart | undefined): readonly TextPart[] {
  return first === undefined || last === undefined ? [] : [{ from: first.from, to: last.to }];
}

/** Parts that meet or lie in each other become one. */
function united(marks: readonly TextPart[]): readonly TextPart[] {
  const united: TextPart[] = [];
  for (const mark of marks.toSorted((a, b) => a.from - b.from)) {
    const last = united.at(-1);
    if (last === undefined || mark.from > last.to) united.push(mark);
    else united[united.length - 1] = { from: last.from, to: Math.max(last.to, mark.to) };
  }
  return united;
}
