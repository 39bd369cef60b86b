import { twoGroups } from './two-groups.ts';

describe('twoGroups', () => {
  it('are always two different ones of nine', () => {
    const ninths = Array.from({ length: 9 }, (_, i) => i / 9 + 0.01);
    const eighths = Array.from({ length: 8 }, (_, i) => i / 8 + 0.01);
    const all = ninths.flatMap((a) => eighths.map((b) => twoGroups(drawing(a, b))));

    expect(all.every(([a, b]) => a < b && a >= 0 && b <= 8)).toBe(true);
    expect(new Set(all.map(String)).size).toBe(36);
  });
});

function drawing(...numbers: number[]): () => number {
  return () => numbers.shift() ?? 0;
}
