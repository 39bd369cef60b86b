import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { countTests, type TestCounts } from './count-tests.ts';
import { execute } from './execute.ts';
import { lookFor, lookForParts } from './needs.ts';
import type { Suite } from './suites.ts';

export type SuiteResult = {
  readonly name: string;
  readonly counts: TestCounts;
  readonly seconds: number;
  /** Why parts of it were not tried. */
  readonly without?: readonly string[];
} & (
  | { readonly outcome: 'passed' }
  | { readonly outcome: 'failed'; readonly log: string }
  | { readonly outcome: 'skipped'; readonly reason: string }
);

const root = join(import.meta.dirname, '../..');

/** A suite takes a few minutes: one that hangs must not take the whole run with it. In milliseconds. */
const LIMIT = 20 * 60_000;

/**
 * Runs one suite to its end, or to its limit in milliseconds. What it prints and reports goes to files in the folder.
 */
export async function runSuite(suite: Suite, folder: string, limit = LIMIT): Promise<SuiteResult> {
  const { name } = suite;
  const found = lookFor(suite.needs ?? []);
  if ('missing' in found) {
    const counts = { passed: 0, failed: 0, skipped: 0 };
    return { name, counts, seconds: 0, outcome: 'skipped', reason: found.missing };
  }

  const { env: forParts, without } = lookForParts(suite.wants ?? []);
  const log = join(folder, `${name}.log`);
  const report = join(folder, `${name}.json`);
  rmSync(report, { force: true });
  const started = performance.now();
  const fill = (text: string): string => text.replace('{report}', report);
  const [program, ...args] = suite.command;
  const suiteEnv = Object.entries(suite.env ?? {}).map(
    ([variable, value]) => [variable, fill(value)] as const,
  );
  const succeeded = await execute({
    command: [program, ...args.map(fill)],
    cwd: join(root, suite.cwd ?? '.'),
    env: { ...process.env, ...found.env, ...forParts, ...Object.fromEntries(suiteEnv) },
    log,
    limit,
  });
  const seconds = Math.round((performance.now() - started) / 1000);

  const counts = countSuite(suite, report, succeeded);
  return counts.failed > 0
    ? { name, counts, seconds, without, outcome: 'failed', log }
    : { name, counts, seconds, without, outcome: 'passed' };
}

/** A runner that fails without a failed test (a file that can't be loaded, a crash) counts as one. */
function countSuite(suite: Suite, report: string, succeeded: boolean): TestCounts {
  const alone = { passed: succeeded ? 1 : 0, failed: succeeded ? 0 : 1, skipped: 0 };
  if (suite.report === undefined) return alone;
  const counts = countTests(suite.report, report);
  if (counts === undefined) return { ...alone, passed: 0, failed: 1 };
  return succeeded ? counts : { ...counts, failed: Math.max(counts.failed, 1) };
}
