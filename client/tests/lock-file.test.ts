import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { lockFile, underLock } from '../src/storage/file/lock-file.ts';
import { startProgram } from '../../tools/test/start-program.ts';

const HOLDER = join(import.meta.dirname, 'lock-file-holder.ts');
// Processes take their time to start where many others run.
vi.setConfig({ testTimeout: 60_000 });

let path: string;
beforeEach(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'parley-lock-'));
  path = join(folder, 'deep', 'lock');
  return () => rm(folder, { recursive: true });
});

/** Another process that says whether it got the lock, and holds it until it is killed. */
async function another() {
  const child = startProgram(process.execPath, [HOLDER, path]);
  const gone = new Promise((resolve) => child.once('exit', resolve));
  const kill = async () => {
    child.kill('SIGKILL');
    await gone;
  };
  onTestFinished(kill);
  const { value } = await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next();
  return { said: String(value), kill };
}

test('a lock that another process holds is not to be had, until that dies', async () => {
  const holder = await another();
  expect(holder.said).toBe('locked');
  expect(await lockFile(path)).toBeUndefined();

  await holder.kill();
  const release = await lockFile(path);
  expect(release).toBeDefined();
  release?.();
});

test('a lock that this process holds is not given twice, here or elsewhere, until it is released', async () => {
  const release = await lockFile(path);
  expect(await lockFile(path)).toBeUndefined();
  expect((await another()).said).toBe('taken');
  expect((await stat(path)).mode & 0o077).toBe(0);

  release?.();
  expect((await another()).said).toBe('locked');
});

test('tasks under one lock run one after the other, whatever becomes of them', async () => {
  const steps: string[] = [];
  const task = (name: string) =>
    underLock(path, async () => {
      steps.push(name);
      await stat(path);
      steps.push(name);
      if (name === 'a') throw new Error(name);
    });
  const results = await Promise.allSettled(['a', 'b', 'c'].map(task));
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
  expect(steps.filter((name, i) => i % 2 === 0 && steps[i + 1] !== name)).toEqual([]);
});
