import { excerptOf } from './excerpt-of.ts';

describe('excerptOf', () => {
  const shown = (text: string, words: string) =>
    excerptOf(text, words)
      .map((part) => (part.marked ? `[${part.text}]` : part.text))
      .join('');

  it('marks what was found, as searches compare words', () => {
    expect(shown('Die Straße ist lang, Strasse um Straße', 'STRASSE')).toBe(
      'Die [Straße] ist lang, [Strasse] um [Straße]',
    );
    expect(shown('東京都庁', '京都')).toBe('東[京都]庁');
  });

  it('begins near what was found first, and ends with a word', () => {
    const text = `${'before '.repeat(40)}needle ${'behind '.repeat(60)}`;
    const excerpt = shown(text, 'needle');
    expect(excerpt).toMatch(/^…before .*\[needle\] behind .*behind…$/);
    expect(excerpt.length).toBeLessThan(260);
  });

  it('shows the beginning without words, and never half a letter', () => {
    expect(shown('short', '')).toBe('short');
    const letters = '🌱'.repeat(200);
    for (const words of ['', 'x']) expect(shown(letters, words).isWellFormed()).toBe(true);
    expect(shown(`a${letters} needle`, 'needle').isWellFormed()).toBe(true);
    expect(shown(`a${letters} needle`, 'needle')).toMatch(/\[needle\]$/);
  });
});
