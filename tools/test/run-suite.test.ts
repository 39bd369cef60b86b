import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { runSuite } from './run-suite.ts';
import type { Suite } from './suites.ts';
import { describe } from './summary.ts';

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

test('a suite that hangs fails at its limit, and what it had started ends with it', async () => {
  const folder = scratch();
  const socket = join(folder, 'socket');
  const child = `require('node:net').createServer().listen('${socket}')`;
  const hang = `require('node:child_process').spawn(process.execPath, ['-e', process.argv[1]]);
    setInterval(() => {}, 1000)`;
  const result = await runSuite({ name: 'endless', command: ['node', '-e', hang, child] }, folder, 5000);

  expect(result).toMatchObject({ outcome: 'failed', counts: { passed: 0, failed: 1 } });
  expect('log' in result && readFileSync(result.log, 'utf8')).toContain('did not end within 5 s');
  expect(existsSync(socket)).toBe(true);
  await expect.poll(() => listens(socket)).toBe(false);
}, 30_000);

test('a suite whose need is not met is skipped with the reason', async () => {
  vi.stubEnv('MONGODB_TEST_URI', undefined);
  vi.stubEnv('MONGOMS_SYSTEM_BINARY', undefined);
  vi.stubEnv('PATH', scratch());
  onTestFinished(() => void vi.unstubAllEnvs());

  const result = await runSuite({ name: 'mongo', command: ['node'], needs: ['mongodb'] }, scratch());

  expect(result).toMatchObject({
    outcome: 'skipped',
    reason: expect.stringContaining('no mongod found') as string,
  });
});

test('a suite runs without what only a part of it needs, and says so', async () => {
  vi.stubEnv('WEBSOCAT_PATH', undefined);
  vi.stubEnv('PATH', scratch());
  onTestFinished(() => void vi.unstubAllEnvs());
  const suite: Suite = { name: 'partly', command: [process.execPath, '-e', ''], wants: ['websocat'] };

  const result = await runSuite(suite, scratch());

  expect(result).toMatchObject({ outcome: 'passed', counts: { passed: 1, skipped: 0 } });
  expect(describe(result)).toContain('a part was not tried: no websocat found');
});

test('a server that runs already meets a need', async () => {
  vi.stubEnv('MONGODB_TEST_URI', 'mongodb://127.0.0.1:27017');
  onTestFinished(() => void vi.unstubAllEnvs());

  const result = await runSuite(
    { name: 'mongo', command: [process.execPath, '-e', ''], needs: ['mongodb'] },
    scratch(),
  );

  expect(result).toMatchObject({ outcome: 'passed' });
});

test('tools that make a server meet its need together, and one alone does not', async () => {
  const folder = scratch();
  vi.stubEnv('MONGODB_TEST_URI', undefined);
  vi.stubEnv('MONGOMS_SYSTEM_BINARY', undefined);
  vi.stubEnv('PATH', folder);
  onTestFinished(() => void vi.unstubAllEnvs());
  const suite: Suite = { name: 'mongo', command: [process.execPath, '-e', ''], needs: ['mongodb'] };

  writeFileSync(join(folder, 'mvn'), '', { mode: 0o755 });
  expect(await runSuite(suite, scratch())).toMatchObject({ outcome: 'skipped' });
  writeFileSync(join(folder, 'javac'), '', { mode: 0o755 });
  expect(await runSuite(suite, scratch())).toMatchObject({ outcome: 'passed' });
});

async function listens(path: string): Promise<boolean> {
  const socket = connect(path);
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'parley-suite-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  return folder;
}
