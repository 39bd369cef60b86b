import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { earlierCommit } from '../../tools/test/history.ts';

const root = join(import.meta.dirname, '../..');
const commit = earlierCommit();
const cache = join(root, 'test-results/versions');

/** The source of an earlier version, with its built web client. */
export const earlier = {
  folder: join(cache, commit),
  webClient: join(cache, commit, 'frontend/dist/browser'),
} as const;

/** Checks out the earlier version and builds its web client, unless that was done before. */
export function buildEarlier(): void {
  if (existsSync(earlier.folder)) return;
  const folder = `${earlier.folder}.unfinished`;
  rmSync(folder, { recursive: true, force: true });
  rmSync(cache, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const source = execFileSync('git', ['archive', commit], { cwd: root, maxBuffer: 1024 ** 3 });
  execFileSync('tar', ['-x'], { cwd: folder, input: source });
  for (const part of ['.', 'backend', 'frontend']) linkPackages(part, folder);
  const ng = join(root, 'node_modules/.bin/ng');
  const options = { cwd: join(folder, 'frontend'), env: { ...process.env, NG_CLI_ANALYTICS: 'false' } };
  execFileSync(ng, ['build'], { ...options, stdio: 'pipe' });
  renameSync(folder, earlier.folder);
}

/** The packages of this version; but those of the repository itself are the earlier ones. */
function linkPackages(part: string, folder: string): void {
  const from = join(root, part, 'node_modules');
  if (!existsSync(from)) return;
  const to = join(folder, part, 'node_modules');
  mkdirSync(to);
  for (const name of readdirSync(from)) if (isOfOthers(name)) symlinkSync(join(from, name), join(to, name));
  if (part !== '.') return;
  const own = join(to, '@parley');
  mkdirSync(own);
  for (const name of readdirSync(join(from, '@parley'))) symlinkSync(join('../..', name), join(own, name));
}

function isOfOthers(name: string): boolean {
  return name !== '@parley' && name !== '.cache';
}
