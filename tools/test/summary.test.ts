import { expect, test } from 'vitest';
import type { SuiteResult } from './run-suite.ts';
import { table, totals } from './summary.ts';

const results: SuiteResult[] = [
  { name: 'lint', counts: { passed: 1, failed: 0, skipped: 0 }, seconds: 9, outcome: 'passed' },
  { name: 'backend', counts: { passed: 40, failed: 2, skipped: 3 }, seconds: 5, outcome: 'failed', log: '' },
  {
    name: 'e2e',
    counts: { passed: 0, failed: 0, skipped: 0 },
    seconds: 0,
    outcome: 'skipped',
    reason: 'no Chromium found',
  },
];

test('the table names each suite with what became of it', () => {
  expect(table(results)).toEqual([
    'lint     1 passed in 9 s',
    'backend  40 passed, 2 FAILED, 3 skipped in 5 s',
    'e2e      SKIPPED: no Chromium found',
  ]);
});

test('what was left out does not fail a run on somebody’s own machine', () => {
  expect(totals(results, 'anything')).toEqual({ passed: 41, failed: 2 });
});

test('where nothing may be left out, each skipped test and each skipped suite is a failure', () => {
  expect(totals(results, 'nothing')).toEqual({ passed: 41, failed: 6 });
});
