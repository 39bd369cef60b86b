import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { runSuite } from './run-suite.ts';

test('a suite without a report counts as one test', async () => {
  const result = await runSuite({ name: 'calm', command: ['node', '-e', ''] }, scratch());

  expect(result).toMatchObject({ outcome: 'passed', counts: { passed: 1, failed: 0, skipped: 0 } });
});

test('a suite counts the tests that its runner reports', async () => {
  const report = { numPassedTests: 7, numFailedTests: 0, numPendingTests: 1, numTodoTests: 1 };
  const write = `require('node:fs').writeFileSync(process.argv[1], '${JSON.stringify(report)}')`;

  const result = await runSuite(
    { name: 'counted', command: ['node', '-e', write, '{report}'], report: 'vitest' },
    scratch(),
  );

  expect(result).toMatchObject({ outcome: 'passed', counts: { passed: 7, failed: 0, skipped: 2 } });
});

test('a runner that dies before it reports is a failure, and its output is kept', async () => {
  const command = ['node', '-e', 'console.log("out of luck"); process.exit(1)'] as const;

  const result = await runSuite({ name: 'dead', command, report: 'vitest' }, scratch());

  expect(result).toMatchObject({ outcome: 'failed', counts: { passed: 0, failed: 1 } });
  expect('log' in result && readFileSync(result.log, 'utf8')).toContain('out of luck');
});

test('a suite whose need is not met is skipped with the reason', async () => {
  vi.stubEnv('MONGODB_TEST_URI', undefined);
  onTestFinished(() => void vi.unstubAllEnvs());

  const result = await runSuite({ name: 'mongo', command: ['node'], needs: ['mongodb'] }, scratch());

  expect(result).toMatchObject({ outcome: 'skipped', reason: 'MONGODB_TEST_URI names no MongoDB' });
});

function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'parley-suite-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  return folder;
}
