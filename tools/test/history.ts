import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** The commit whose client and server the suite `versions` runs against this one's. */
export function earlierCommit(): string {
  return readFileSync(join(root, 'e2e/versions/earlier-commit'), 'utf8').trim();
}

/** Whether this is a clone that goes back to a commit; a source archive and a shallow clone do not. */
export function hasCommit(commit: string): boolean {
  return spawnSync('git', ['cat-file', '-e', `${commit}^{commit}`], { cwd: root }).status === 0;
}
