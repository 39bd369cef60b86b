// Checks the types of every workspace, the Angular templates of the frontend included.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

const checks = [
  ['tsc', '.'],
  ['tsc', 'protocol'],
  ['tsc', 'client'],
  ['tsc', 'backend'],
  ['tsc', 'backend/tests'],
  ['tsc', 'simulation'],
  ['tsc', 'e2e'],
  ['tsc', 'bench'],
  ['tsc', 'docker'],
  ['tsc', 'examples'],
  ['ngc', 'frontend/tsconfig.app.json'],
  ['ngc', 'frontend/tsconfig.spec.json'],
  ['tsc', 'frontend/tsconfig.tools.json'],
] as const;

const failed = checks.filter(([compiler, project]) => {
  const options = { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' } as const;
  return spawnSync(compiler, ['--noEmit', '-p', project], options).status !== 0;
});

process.exit(failed.length > 0 ? 1 : 0);
