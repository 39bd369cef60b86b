// Before `npm run serve`: builds the web client where it was not built yet, or from other sources than there are now.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { isOutdated } from './build/is-outdated.ts';

const root = join(import.meta.dirname, '..');
const { STATIC_DIR, HTTP_PORT, WS_PORT } = process.env;
// A folder of one's own is one's own business, and a server with two ports has its pages elsewhere.
const isOurs = join(root, STATIC_DIR ?? '') === join(root, 'frontend/dist/browser') && HTTP_PORT === WS_PORT;

if (isOurs && isOutdated(root)) {
  console.log('Building the web client. This takes a minute, once for each version.');
  const { status } = spawnSync('npm', ['run', 'build', '--silent', '--workspace=frontend'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (status !== 0) console.error('The web client could not be built; npm run build says more.');
  process.exitCode = status ?? 1;
}
