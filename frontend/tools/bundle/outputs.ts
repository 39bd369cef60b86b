import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where `ng build` leaves what it made. */
export const DIST = join(import.meta.dirname, '../../dist');
const STATS = join(DIST, 'browser-stats.json');

/** A file of the build, as esbuild describes it. */
export interface Output {
  readonly entryPoint?: string;
  readonly imports: readonly { readonly path: string; readonly kind: string }[];
  /** By source file. */
  readonly inputs: Readonly<Record<string, { readonly bytesInOutput: number }>>;
}

/** By name, in `dist/browser`. */
export type Outputs = ReadonlyMap<string, Output>;

export function readOutputs(): Outputs {
  const { outputs } = JSON.parse(readFileSync(STATS, 'utf8')) as { outputs: Record<string, Output> };
  return new Map(Object.entries(outputs));
}

export function writeOutputs(outputs: Outputs): void {
  writeFileSync(STATS, JSON.stringify({ outputs: Object.fromEntries(outputs) }, undefined, 2));
}

/**
 * The file with a source file in it.
 *
 * @param source its path, or the end of it
 * @throws Error if there is none
 */
export function outputOf(source: string, outputs: Outputs): string {
  const scripts = [...outputs].filter(([path]) => path.endsWith('.js'));
  const found =
    scripts.find(([, { entryPoint }]) => entryPoint?.endsWith(source)) ??
    scripts.find(([, { inputs }]) => Object.keys(inputs).some((input) => input.endsWith(source)));
  if (found === undefined) throw new Error(`No file of the build contains ${source}.`);
  return found[0];
}

/** These files and all that a browser loads with them before it runs them. */
export function withImports(roots: readonly string[], outputs: Outputs): ReadonlySet<string> {
  const seen = new Set<string>();
  const visit = (path: string): void => {
    if (seen.has(path)) return;
    seen.add(path);
    for (const { path: imported, kind } of outputs.get(path)?.imports ?? []) {
      if (kind === 'import-statement' && outputs.has(imported)) visit(imported);
    }
  };
  roots.forEach(visit);
  return seen;
}
