import { contentBytes, LIMITS } from '@parley/protocol';
import { expect, test } from 'vitest';
import { cutText } from './cut-text.ts';

const size = (text: string) => contentBytes({ type: 'text', text }).length;

test('what fits stays as it is', () => {
  const text = 'x'.repeat(LIMITS.contentBytes - size(''));
  expect(cutText(text)).toBe(text);
});

test.each(['x', '"', 'ä', '👍', '\n'])(
  'what is longer is cut with a mark, as late as possible: %s',
  (letter) => {
    const cut = cutText(letter.repeat(100_000));
    expect(cut).toMatch(/\[cut: this was longer\]$/);
    expect(cut).not.toContain('\ufffd');
    expect(size(cut)).toBeLessThanOrEqual(LIMITS.contentBytes);
    expect(size(cut)).toBeGreaterThan(LIMITS.contentBytes - 5);
  },
);
