// Fails the build when a page loads too much before it can be used, or when a part of it has grown unnoticed since
// `weights.json`. Angular's own budgets measure raw bytes and stop at the first lazy route, so this follows the static
// imports of a page's files and compresses them. `npm run weigh --workspace frontend` keeps what the parts weigh now.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compressedKbIn } from './bundle/compressed-kb.ts';
import { firstVisitTroubles } from './bundle/first-visit.ts';
import { keptWeights, keepWeights } from './bundle/kept-weights.ts';
import { DIST, readOutputs } from './bundle/outputs.ts';
import { PAGES, type Page } from './bundle/pages.ts';
import { row, troublesOf } from './bundle/troubles.ts';
import { unwantedIn } from './bundle/unwanted.ts';
import { weigh } from './bundle/weigh.ts';

const folder = join(DIST, 'browser');
const outputs = readOutputs();
const kbOf = compressedKbIn(folder);
const weighed = Object.entries(PAGES).map(
  ([name, page]) => ({ name, limitKb: page.limitKb, ...weigh(page, outputs, kbOf) }) as const,
);
if (process.argv.includes('--keep'))
  keepWeights(Object.fromEntries(weighed.map(({ name, parts }) => [name, parts])));
const kept = keptWeights();

console.table(Object.fromEntries(weighed.map((page) => [page.name, row(page, kept[page.name])])));
const html = readFileSync(join(folder, 'index.html'), 'utf8');
const troubles = [
  ...weighed.flatMap((page) => troublesOf(page, kept[page.name])),
  ...Object.entries<Page>(PAGES).flatMap(([name, page]) =>
    unwantedIn(page, outputs).map((source) => `${name}: loads ${source}, which is to come later.`),
  ),
  ...firstVisitTroubles(PAGES.login, outputs, { html, kbOf }),
];
for (const trouble of troubles) console.error(trouble);
process.exit(troubles.length === 0 ? 0 : 1);
