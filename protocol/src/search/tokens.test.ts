import { describe, expect, test } from 'vitest';
import frozen from './frozen-tokens.json' with { type: 'json' };
import { hasPhrase, phrasesOf, TOKENIZER_VERSION, tokensOf } from './tokens.ts';

const isFound = (words: string, text: string) => {
  const tokens = tokensOf(text);
  return phrasesOf(words).every((phrase) => hasPhrase(tokens, phrase));
};

describe('the tokens of a text', () => {
  test('are those of the version that stands with indexes: others need a new version and a new file', () => {
    expect(frozen.version).toBe(TOKENIZER_VERSION);
  });

  test.each(frozen.texts)('stay as they are: $text', ({ text, tokens }) => {
    expect(tokensOf(text)).toEqual(tokens);
  });

  test.each(frozen.queries)('and what a query asks for: $words', ({ words, phrases }) => {
    expect(phrasesOf(words)).toEqual(phrases);
  });

  test('are the same for each letter of Unicode, once folded', () => {
    const changed: string[] = [];
    for (let code = 0; code <= 0x1ffff; code++)
      for (const token of tokensOf(String.fromCodePoint(code)))
        if (!tokensOf(token).includes(token)) changed.push(token);
    expect(changed).toEqual([]);
  });

  test('leave out half of a letter', () => {
    expect(tokensOf('\ud800lone')).toEqual(['lone']);
  });

  test('are as many as its letters at most, three for each', () => {
    for (const unit of ['a-', '東', '。a', '\u0301', 'a\u0301', 'ก']) {
      const text = unit.repeat(1_000);
      expect(tokensOf(text).length, unit).toBeLessThanOrEqual(3 * text.length);
    }
  });
});

describe('a query finds', () => {
  test.each([
    ['strasse', 'Lange Straße 5'],
    ['STRAßE', 'in der strasse'],
    ['zoe', 'Zoë was here'],
    ['foo_bar', 'see foo_bar, please'],
    ['bar foo', 'see foo_bar, please'],
    ['v1.2.3', 'Parley v1.2.3 is out'],
    ['京都', '東京都に行く'],
    ['猫', '黒猫がいる'],
    ['寿司', '食べる寿司'],
    ['สวัสดี', 'ครับสวัสดีครับ'],
    ['ガギ', 'ｶﾞｷﾞｸﾞ'],
    ['هلا محمد', 'مُحَمَّد هلا'],
  ])('%s in: %s', (words, text) => {
    expect(isFound(words, text)).toBe(true);
  });

  test.each([
    ['foo_bar', 'foo bar'],
    ['boa', 'bring the boat'],
    ['京東', '東京都に行く'],
    // Both pairs are there, but do not follow each other.
    ['東京都', '東京と京都'],
    ['かく', 'がく'],
  ])('and not %s in: %s', (words, text) => {
    expect(isFound(words, text)).toBe(false);
  });
});
