import { spawnSync } from 'node:child_process';
import { isOutdated } from './is-outdated.ts';

/**
 * Builds the web client where it was not built yet, or from other sources than there are now.
 * @returns the exit code
 */
export function buildWebClient(root: string): number {
  if (!isOutdated(root)) return 0;
  console.log('Building the web client. This takes about a minute, once per version.');
  const { status } = spawnSync('npm', ['run', 'build', '--silent', '--workspace=frontend'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (status !== 0) console.error("Couldn't build the web client. Run npm run build to see why.");
  return status ?? 1;
}
