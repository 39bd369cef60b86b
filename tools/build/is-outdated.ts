import { globSync, statSync } from 'node:fs';
import { join } from 'node:path';

const BUILT = 'frontend/dist/browser/index.html';
const SOURCES = [
  'package-lock.json',
  'frontend/*.json',
  'frontend/{src,public,tools}/**/*',
  'client/src/**/*.ts',
  'protocol/src/**/*.ts',
];

/** Whether the web client is not built, or something it is made of changed since. */
export function isOutdated(root: string): boolean {
  const built = statSync(join(root, BUILT), { throwIfNoEntry: false });
  if (built === undefined) return true;
  return globSync(SOURCES, { cwd: root, exclude: ['**/*.{test,spec}.ts'] }).some((name) => {
    const source = statSync(join(root, name));
    return source.isFile() && source.mtimeMs > built.mtimeMs;
  });
}
