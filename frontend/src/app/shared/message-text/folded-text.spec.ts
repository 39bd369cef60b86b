import { foldedText } from './folded-text.ts';

describe('foldedText', () => {
  it('is the whole of what is short', () => {
    for (const text of ['', 'a', 'a\n'.repeat(19), 'a'.repeat(20 * 65)]) expect(foldedText(text)).toBe(text);
  });

  it('is the first twenty lines, also where they break by themselves', () => {
    expect(foldedText('a\n'.repeat(10_000))).toBe('a\n'.repeat(20));
    expect(foldedText('a'.repeat(10_000))).toBe('a'.repeat(20 * 65));
    expect(foldedText(`a\n${'b'.repeat(10_000)}`)).toBe(`a\n${'b'.repeat(19 * 65)}`);
  });

  it('cuts no character in two', () => {
    expect(foldedText(`a${'😀'.repeat(10_000)}`).isWellFormed()).toBe(true);
  });
});
