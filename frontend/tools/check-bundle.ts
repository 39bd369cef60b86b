// Fails the build when a page loads too much before it can be used, or when a part of it has grown unnoticed since
// `weights.json`. Angular's own budgets measure raw bytes and stop at the first lazy route, so this follows the static
// imports of a page's files and compresses them. `npm run weigh --workspace frontend` keeps what the parts weigh now.
import { keptWeights, keepWeights } from './bundle/kept-weights.ts';
import { readOutputs } from './bundle/outputs.ts';
import { PAGES } from './bundle/pages.ts';
import { PART_NAMES, weigh, type Weighed, type Weights } from './bundle/weigh.ts';

/** A part may grow by this before somebody has to say that it is meant. */
const MAY_GROW_KB = 1;

const outputs = readOutputs();
const weighed = Object.entries(PAGES).map(
  ([name, page]) => ({ name, limitKb: page.limitKb, ...weigh(page, outputs) }) as const,
);
if (process.argv.includes('--keep'))
  keepWeights(Object.fromEntries(weighed.map(({ name, parts }) => [name, parts])));
const kept = keptWeights();

console.table(Object.fromEntries(weighed.map((page) => [page.name, row(page, kept[page.name])])));
const troubles = weighed.flatMap((page) => [...tooHeavy(page), ...grown(page, kept[page.name])]);
for (const trouble of troubles) console.error(trouble);
process.exit(troubles.length === 0 ? 0 : 1);

/** KB, and in brackets how much more or less than kept. */
function row({ files, kb, limitKb, parts }: Weighed & { readonly limitKb: number }, before?: Weights) {
  const cells = PART_NAMES.map(
    (part) => [part, `${kbOf(parts[part])}${change(parts[part], before?.[part])}`] as const,
  );
  return { KB: kbOf(kb), 'at most': limitKb, files, ...Object.fromEntries<string>(cells) };
}

function change(now: number, before = now): string {
  const difference = kbOf(now - before);
  if (Math.abs(Number(difference)) < 0.1) return '';
  return Number(difference) > 0 ? ` (+${difference})` : ` (${difference})`;
}

function tooHeavy({ name, kb, limitKb }: { name: string; kb: number; limitKb: number }): readonly string[] {
  return kb <= limitKb ? [] : [`${name}: ${kbOf(kb)} KB, over the limit of ${limitKb} KB.`];
}

function grown({ name, parts }: { name: string; parts: Weights }, before?: Weights): readonly string[] {
  return PART_NAMES.filter((part) => parts[part] > (before?.[part] ?? Infinity) + MAY_GROW_KB).map(
    (part) =>
      `${name}: ${part} weighs ${kbOf(parts[part])} KB, and was ${before?.[part]}. Load it later, or keep it: npm run weigh --workspace frontend`,
  );
}

function kbOf(kb: number): string {
  return kb.toFixed(1);
}
