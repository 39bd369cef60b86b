import type { SuiteResult } from './run-suite.ts';

/** The table of suites that ends a run, as lines. */
export function table(results: readonly SuiteResult[]): string[] {
  const width = Math.max(...results.map(({ name }) => name.length));
  return results.map((result) => `${result.name.padEnd(width)}  ${describe(result)}`);
}

/** One suite in a few words. */
export function describe(result: SuiteResult): string {
  if (result.outcome === 'skipped') return `SKIPPED: ${result.reason}`;
  const { passed, failed, skipped } = result.counts;
  const parts = [`${passed} passed`];
  if (failed > 0) parts.push(`${failed} FAILED`);
  if (skipped > 0) parts.push(`${skipped} skipped`);
  const notTried = (result.without ?? []).map((reason) => `; a part was not tried: ${reason}`);
  return `${parts.join(', ')} in ${result.seconds} s${notTried.join('')}`;
}

/** A suite that was left out proves nothing, so where nothing may be left out it counts as a failed test. */
export function totals(results: readonly SuiteResult[], mayLeaveOut: 'anything' | 'nothing') {
  const sum = (count: (result: SuiteResult) => number) =>
    results.reduce((total, result) => total + count(result), 0);
  const leftOut = sum(({ counts, outcome }) => counts.skipped + (outcome === 'skipped' ? 1 : 0));
  return {
    passed: sum(({ counts }) => counts.passed),
    failed: sum(({ counts }) => counts.failed) + (mayLeaveOut === 'nothing' ? leftOut : 0),
  };
}
