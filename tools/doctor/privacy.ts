import { statSync } from 'node:fs';
import { type Finding, fine, problem } from './finding.ts';

/** Whether nobody but its owner can read a file. */
export function privacy(file: string): Finding {
  const isOpen = process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0;
  return isOpen
    ? problem(`Other users of this machine can read ${file}.`, `chmod 600 ${file}`)
    : fine(`Only its owner can read ${file}.`);
}
