// `npm test`: runs the suites of tools/test/suites.ts, or those named as arguments. With `--long` the tests that have a
// figure for it, such as a number of seeds, take the larger one.
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runSuite, type SuiteResult } from './test/run-suite.ts';
import { suites, type Suite } from './test/suites.ts';
import { describe, table, totals } from './test/summary.ts';

const folder = join(import.meta.dirname, '../test-results/suites');
mkdirSync(folder, { recursive: true });

const { values, positionals } = parseArgs({
  options: { long: { type: 'boolean', default: false } },
  allowPositionals: true,
});
// What runs meanwhile ends with this process; a signal alone would end it without a word to them.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(130));
if (values.long) process.env.TEST_LENGTH = 'long';
// The long figures take hours, and nobody knows beforehand how many.
const limit = values.long ? 2 ** 31 - 1 : undefined;
const chosen = chosenSuites(positionals);
const beside = startBeside(chosen.filter((suite) => suite.beside));
const results: SuiteResult[] = [];
for (const suite of chosen) {
  process.stdout.write(`${suite.name}: `);
  const result = await (beside.get(suite) ?? runSuite(suite, folder, limit));
  results.push(result);
  console.log(describe(result));
  if (result.outcome === 'failed') console.log(readFileSync(result.log, 'utf8'));
}

const { passed, failed } = totals(results, process.env.CI === 'true' ? 'nothing' : 'anything');
console.log(['', ...table(results), '', `${passed} passed, ${failed} failed`].join('\n'));
process.exit(failed > 0 ? 1 : 0);

/** One after the other, because all at once they would wait for the cores. */
function startBeside(some: readonly Suite[]): ReadonlyMap<Suite, Promise<SuiteResult>> {
  const started = new Map<Suite, Promise<SuiteResult>>();
  let last: Promise<unknown> = Promise.resolve();
  for (const suite of some) {
    const result = last.then(() => runSuite(suite, folder, limit));
    started.set(suite, result);
    last = result;
  }
  return started;
}

function chosenSuites(names: readonly string[]) {
  const unknown = names.find((name) => !suites.some((suite) => suite.name === name));
  if (unknown !== undefined) {
    console.error(`No suite is called ${unknown}. There are: ${suites.map(({ name }) => name).join(', ')}.`);
    process.exit(1);
  }
  return suites.filter(({ name }) => names.length === 0 || names.includes(name));
}
