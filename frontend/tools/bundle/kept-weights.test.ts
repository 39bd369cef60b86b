import { expect, test } from 'vitest';
import { keptWeights } from './kept-weights.ts';
import { PAGES } from './pages.ts';
import { PART_NAMES } from './weigh.ts';

test('the repository keeps the weight of each part of each page', () => {
  const kept = keptWeights();
  expect(Object.keys(kept)).toEqual(Object.keys(PAGES));
  for (const parts of Object.values(kept)) expect(Object.keys(parts)).toEqual(PART_NAMES);
});

test('what is kept lies below the limits', () => {
  const kept = keptWeights();
  for (const [name, { limitKb }] of Object.entries(PAGES)) {
    const whole = Object.values(kept[name] ?? {}).reduce((sum, part) => sum + part, 0);
    expect(whole, name).toBeGreaterThan(0);
    expect(whole, name).toBeLessThanOrEqual(limitKb);
  }
});
