import { runsOf, type Run } from './runs.ts';

/** Grows with every change of `tokensOf`: an index of another version is made anew. */
export const TOKENIZER_VERSION = 1;

/** Letters of a token; what follows them does not count, so that a pasted key does not fill an index. */
const LONGEST = 64;
const HAN = /\p{sc=Han}/u;
const JOINER = /[_.-]/;

/**
 * What a message is found by, in the order of its text. It knows no language and uses no dictionary of the runtime:
 * Node.js, Chromium and Firefox give the same.
 *
 * - A word is a run of letters, marks and digits, folded: `Straße` is `strasse`, `Zoë` is `zoe`.
 * - Words joined by `_`, `-` or `.` are tokens, and behind them the whole: `foo_bar` is `foo`, `bar` and `foo_bar`.
 * - Scripts without spaces between words (Han, kana, Thai, Lao, Khmer, Burmese) give overlapping pairs: `東京都` is `東京`
 *   and `京都`. Each Han letter is a token, too, behind the pairs, as it may be a word.
 */
export function tokensOf(text: string): readonly string[] {
  return runsOf(text).flatMap(tokensOfRun);
}

/** A token and the part of the folded text that it is made of. */
export interface PlacedToken {
  readonly token: string;
  readonly from: number;
  /** Behind its end. */
  readonly to: number;
}

/** The tokens of `tokensOf`, in their order, and where they stand. */
export function placedTokensOf(text: string): readonly PlacedToken[] {
  return runsOf(text).flatMap((run) => {
    const tokens = tokensOfRun(run);
    const places = run.kind === 'word' ? placesInWord(run) : placesInPairs(run);
    return tokens.map((token, index) => ({ token, ...(places[index] ?? { from: run.at, to: run.at }) }));
  });
}

/**
 * What a query asks for: a message is found if it has each of these phrases, whose tokens follow each other. Joined words are
 * asked for as the whole. Phrases that occur twice are asked for once.
 */
export function phrasesOf(words: string): readonly (readonly string[])[] {
  const phrases = runsOf(words).map((run) => (run.kind === 'word' ? [cut(run.text)] : pairsOf(run.text)));
  return [...new Map(phrases.map((phrase) => [phrase.join(' '), phrase])).values()];
}

/** Whether a phrase of `phrasesOf` is among the tokens of a text. */
export function hasPhrase(tokens: readonly string[], phrase: readonly string[]): boolean {
  return tokens.some((_, at) => phrase.every((token, offset) => tokens[at + offset] === token));
}

function tokensOfRun({ kind, text }: Run): readonly string[] {
  if (kind === 'paired') {
    const letters = Array.from(text);
    return letters.length === 1
      ? letters
      : [...pairsOf(text), ...letters.filter((letter) => HAN.test(letter))];
  }
  const parts = text.split(JOINER).map(cut);
  return parts.length === 1 ? parts : [...parts, cut(text)];
}

type Place = Omit<PlacedToken, 'token'>;

/** The parts, and behind them the whole, if there are several. */
function placesInWord({ text, at }: Run): readonly Place[] {
  let from = at;
  const parts = text.split(JOINER).map(({ length }) => {
    const part = { from, to: from + length };
    from = part.to + 1;
    return part;
  });
  return parts.length === 1 ? parts : [...parts, { from: at, to: at + text.length }];
}

/** The pairs, and behind them each Han letter. */
function placesInPairs({ text, at }: Run): readonly Place[] {
  let from = at;
  const letters = Array.from(text, (letter) => {
    const place = { letter, from, to: from + letter.length };
    from = place.to;
    return place;
  });
  if (letters.length === 1) return letters;
  const pairs = letters.slice(1).map(({ to }, before) => ({ from: letters[before]?.from ?? at, to }));
  return [...pairs, ...letters.filter(({ letter }) => HAN.test(letter))];
}

/** A run of a single letter is its own token. */
function pairsOf(text: string): readonly string[] {
  const letters = Array.from(text);
  if (letters.length === 1) return letters;
  return letters.slice(1).map((letter, before) => `${letters[before] ?? ''}${letter}`);
}

function cut(word: string): string {
  return word.length <= LONGEST ? word : Array.from(word).slice(0, LONGEST).join('');
}
