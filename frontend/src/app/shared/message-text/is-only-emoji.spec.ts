import { isOnlyEmoji } from './is-only-emoji.ts';

describe('isOnlyEmoji', () => {
  it('finds up to six emoji and nothing else', () => {
    for (const text of ['👍', '👍🏽 👨‍👩‍👧‍👦', '🏴󠁧󠁢󠁥󠁮󠁧󠁿'.repeat(6)]) expect(isOnlyEmoji(text)).toBe(true);
    for (const text of ['', 'a', '👍 a', '1', '👍'.repeat(7), `👍${' '.repeat(30_000)}👍`])
      expect(isOnlyEmoji(text)).toBe(false);
  });
});
