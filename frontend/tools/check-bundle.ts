// Fails the build when a page loads too much before it can be used. Angular's own budgets measure raw bytes
// and stop at the first lazy route, so this follows the static imports of a route's chunks and compresses them.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const folder = join(import.meta.dirname, '../dist');

interface Output {
  readonly entryPoint?: string;
  readonly imports: readonly { readonly path: string; readonly kind: string }[];
  readonly inputs: Readonly<Record<string, unknown>>;
}

const stats = JSON.parse(readFileSync(join(folder, 'browser-stats.json'), 'utf8')) as {
  readonly outputs: Readonly<Record<string, Output>>;
};
const outputs = new Map(Object.entries(stats.outputs));

interface Page {
  /** The lazy files that it needs beside the application before it works. */
  readonly sources: readonly string[];
  /** Compressed; see docs/adr/0006-what-a-page-may-weigh.md. */
  readonly limitKb: number;
}

const PAGES: Readonly<Record<string, Page>> = {
  login: { sources: ['features/login/login.ts', 'core/session/later/server-access.ts'], limitKb: 140 },
  conversation: { sources: ['shell/chat.routes.ts'], limitKb: 156.1 },
};

const always = [
  chunkOf('src/main.ts'),
  ...[...outputs.keys()].filter((path) => /^styles.*\.css$/.test(path)),
];
let failed = false;
for (const [page, { sources, limitKb }] of Object.entries(PAGES)) {
  const files = withImports([...always, ...sources.map((source) => chunkOf(`src/app/${source}`))]);
  const bytes = files.reduce(
    (sum, file) => sum + gzipSync(readFileSync(join(folder, 'browser', file)), { level: 9 }).length,
    0,
  );
  const size = bytes / 1024;
  const verdict = size > limitKb ? `over the limit of ${limitKb} KB` : 'ok';
  process.stdout.write(`${page}: ${size.toFixed(1)} KB gzip in ${files.length} files, ${verdict}\n`);
  failed ||= size > limitKb;
}
process.exit(failed ? 1 : 0);

function chunkOf(source: string): string {
  for (const [path, output] of outputs) {
    if (output.entryPoint?.endsWith(source)) return path;
  }
  for (const [path, output] of outputs) {
    if (path.endsWith('.js') && Object.keys(output.inputs).some((input) => input.endsWith(source)))
      return path;
  }
  throw new Error(`No chunk of the build contains ${source}.`);
}

function withImports(roots: readonly string[]): string[] {
  const seen = new Set<string>();
  const visit = (path: string): void => {
    if (seen.has(path)) return;
    seen.add(path);
    for (const { path: imported, kind } of outputs.get(path)?.imports ?? []) {
      if (kind === 'import-statement' && outputs.has(imported)) visit(imported);
    }
  };
  roots.forEach(visit);
  return [...seen];
}
