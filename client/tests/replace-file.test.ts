import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import type * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';
import { replaceFile } from '../src/storage/file/replace-file.ts';

const { steps } = vi.hoisted(() => ({ steps: [] as [what: string, path: string][] }));

vi.mock('node:fs/promises', async (load) => {
  const real = await load<typeof fs>();
  const open = async (path: string, flags?: string, mode?: number) => {
    const file = await real.open(path, flags, mode);
    const sync = file.sync.bind(file);
    file.sync = () => {
      steps.push(['sync', path]);
      return sync();
    };
    return file;
  };
  const rename = (from: string, to: string) => {
    steps.push(['rename', to]);
    return real.rename(from, to);
  };
  return { ...real, open, rename };
});

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parley-replace-'));
  steps.length = 0;
  return () => rm(folder, { recursive: true });
});

/** What was done, with paths as seen from the folder. */
const done = () => steps.map(([what, path]) => `${what} ${relative(folder, resolve(path))}`.trim());

test('what a power failure must not take is on the disk: the file, its name, and the names of new folders', async () => {
  const path = join(folder, 'deep', 'er', 'keys');
  await replaceFile(path, 'first');
  const written = ['sync deep/er/keys.new', 'rename deep/er/keys', 'sync deep/er'];
  expect(done()).toEqual(['sync deep', 'sync', ...written]);

  steps.length = 0;
  await replaceFile(path, 'second');
  expect(done()).toEqual(written);
  expect(await readFile(path, 'utf8')).toBe('second');
});

test('a path from the folder that one is in is no other', async () => {
  await replaceFile(relative(process.cwd(), join(folder, 'x', 'keys')), 'whole');
  expect(done()).toEqual(['sync', 'sync x/keys.new', 'rename x/keys', 'sync x']);
});

test('it is for its owner only, whatever an interrupted write has left', async () => {
  const path = join(folder, 'keys');
  await writeFile(`${path}.new`, 'left by a terminal that was killed', { mode: 0o644 });
  await replaceFile(path, 'whole');
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(await readFile(path, 'utf8')).toBe('whole');
});
