import { describe, expect, test } from 'vitest';
import frozen from './frozen-tokens.json' with { type: 'json' };
import { marksOf } from './marks.ts';
import { hasPhrase, phrasesOf, placedTokensOf, tokensOf } from './tokens.ts';

/** A text with its marks in brackets. */
function marked(text: string, words: string): string {
  let [shown, at] = ['', 0];
  for (const { from, to } of marksOf(text, words)) {
    shown += `${text.slice(at, from)}[${text.slice(from, to)}]`;
    at = to;
  }
  return shown + text.slice(at);
}

describe('what a search found is marked', () => {
  test.each([
    ['a word, however it is written', 'strasse', 'Die Straße, die STRASSE', 'Die [Straße], die [STRASSE]'],
    ['letters with marks', 'zoe', 'Zoë, zoe\u0308 and Zoe\u0308s', '[Zoë], [zoe\u0308] and Zoe\u0308s'],
    ['compatible letters', 'file 12', 'the ﬁle ①② and １２', 'the [ﬁle] [①②] and [１２]'],
    ['a part of joined words', 'foo', 'foo_bar and foo', '[foo]_bar and [foo]'],
    ['joined words as a whole', 'foo_bar', 'foo_bar, foo, bar', '[foo_bar], foo, bar'],
    ['all words', 'tea milk', 'Milk first, then tea', '[Milk] first, then [tea]'],
    ['nothing within a word', 'art', 'party art', 'party [art]'],
    ['pairs of Han', '東京都', 'これは東京都です', 'これは[東京都]です'],
    ['pairs that are not all there', '京都', '東京 京都', '東京 [京都]'],
    ['a single Han letter', '京', '東京都', '東[京]都'],
    ['pairs of Thai with its marks', 'น้ำ', 'ดื่มน้ำเย็น', 'ดื่ม[น้ำ]เย็น'],
    ['half-wide kana', 'ガス', 'ｶﾞｽ です', '[ｶﾞｽ] です'],
    [
      'Hangul in jamo',
      '한글',
      '\u1112\u1161\u11ab\u1100\u1173\u11af!',
      '[\u1112\u1161\u11ab\u1100\u1173\u11af]!',
    ],
    ['a final sigma', 'ΟΔΟΣ', 'η οδός', 'η [οδός]'],
    ['what stands behind letters of two units', 'tea', '👩‍🌾 𝒯ea 🫖 tea', '👩‍🌾 [𝒯ea] 🫖 [tea]'],
    ['what has something invisible inside', 'password', 'pass\u00adword', '[pass\u00adword]'],
  ])('%s', (_, words, text, expected) => {
    expect(marked(text, words)).toBe(expected);
  });

  test('only if all of a text is not asked for: nothing is, without a letter', () => {
    expect(marksOf('a text', ' 🎉 ')).toEqual([]);
    expect(marksOf('', 'text')).toEqual([]);
  });

  test('wherever an index finds it, and by the same tokens', () => {
    for (const { text } of frozen.texts) {
      expect(placedTokensOf(text).map(({ token }) => token)).toEqual(tokensOf(text));
      for (const { words } of frozen.queries) {
        const isFound = phrasesOf(words).some((phrase) => hasPhrase(tokensOf(text), phrase));
        expect(marksOf(text, words).length > 0, `${words} in ${text}`).toBe(isFound);
      }
      for (const { token } of placedTokensOf(text)) {
        const found = marksOf(text, token).map(({ from, to }) => tokensOf(text.slice(from, to)));
        if (phrasesOf(token).length === 1) expect(found.flat(), `${token} in ${text}`).toContain(token);
      }
    }
  });

  test('as often as it is there, also in a long text', () => {
    expect(marksOf('ä a '.repeat(8_000), 'a')).toHaveLength(16_000);
  });
});
