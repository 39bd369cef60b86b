import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PART_NAMES, type Part, type Weights } from './weigh.ts';

const FILE = join(import.meta.dirname, '../../weights.json');

/** By page. */
type Kept = Readonly<Record<string, Weights>>;

/** What the pages weighed when somebody last looked at it. */
export function keptWeights(): Kept {
  return existsSync(FILE) ? (JSON.parse(readFileSync(FILE, 'utf8')) as Kept) : {};
}

export function keepWeights(weights: Kept): void {
  const pages = Object.entries(weights).map(([page, parts]) => [page, rounded(parts)] as const);
  writeFileSync(FILE, `${JSON.stringify(Object.fromEntries(pages), undefined, 2)}\n`);
}

function rounded(parts: Weights): Weights {
  const entries = PART_NAMES.map((part) => [part, Math.round(parts[part] * 10) / 10] as const);
  return Object.fromEntries(entries) as Record<Part, number>;
}
