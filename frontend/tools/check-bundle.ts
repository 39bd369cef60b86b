// Fails the build when a page loads too much before it can be used. Angular's own budgets measure raw bytes
// and stop at the first lazy route, so this follows the static imports of a route's chunks and compresses them.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { DIST, outputOf, readOutputs, withImports } from './bundle/outputs.ts';
import { PAGES } from './bundle/pages.ts';

const outputs = readOutputs();
const always = [
  outputOf('src/main.ts', outputs),
  ...[...outputs.keys()].filter((path) => /^styles.*\.css$/.test(path)),
];

let failed = false;
for (const [page, { sources, limitKb }] of Object.entries(PAGES)) {
  const roots = sources.map((source) => outputOf(source, outputs));
  const files = [...withImports([...always, ...roots], outputs)];
  const size = files.reduce((sum, file) => sum + compressed(file), 0) / 1024;
  const verdict = size > limitKb ? `over the limit of ${limitKb} KB` : 'ok';
  process.stdout.write(`${page}: ${size.toFixed(1)} KB gzip in ${files.length} files, ${verdict}\n`);
  failed ||= size > limitKb;
}
process.exit(failed ? 1 : 0);

function compressed(file: string): number {
  return gzipSync(readFileSync(join(DIST, 'browser', file)), { level: 9 }).length;
}
