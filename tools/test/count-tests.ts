import { readFileSync } from 'node:fs';

export type ReportFormat = 'vitest' | 'playwright';
export type TestCounts = { readonly passed: number; readonly failed: number; readonly skipped: number };

type VitestReport = Readonly<
  Record<'numPassedTests' | 'numFailedTests' | 'numPendingTests' | 'numTodoTests', number>
>;
type PlaywrightReport = {
  readonly stats: Readonly<Record<'expected' | 'unexpected' | 'flaky' | 'skipped', number>>;
};

/** What the JSON reporter of a test runner wrote; undefined when the runner died before it could write. */
export function countTests(format: ReportFormat, path: string): TestCounts | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
  return format === 'vitest'
    ? countVitest(JSON.parse(text) as VitestReport)
    : countPlaywright(JSON.parse(text) as PlaywrightReport);
}

function countVitest(report: VitestReport): TestCounts {
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** A test that passed at the second try has failed once, and counts as failed. */
function countPlaywright({ stats }: PlaywrightReport): TestCounts {
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped };
}
