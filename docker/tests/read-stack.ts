import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const folder = join(import.meta.dirname, '..');

type Tree = Readonly<Record<string, unknown>>;

export interface Service {
  readonly networks: Readonly<Record<string, unknown>> | readonly string[];
  readonly mem_limit?: string;
  readonly ports?: readonly unknown[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: object;
  readonly image?: string;
  readonly logging?: { readonly options: Readonly<Record<string, string>> };
}

/** The result of merging several compose files. */
export interface Stack {
  readonly services: Readonly<Record<string, Service>>;
  readonly networks: Readonly<Record<string, { readonly name?: string; readonly internal?: boolean }>>;
  readonly volumes: Readonly<Record<string, { readonly name?: string } | null>>;
}

/** A compose file with its variables replaced. */
export function readFile(name: string, variables: Readonly<Record<string, string>> = {}): Tree {
  const text = readFileSync(join(folder, name), 'utf8').replaceAll(
    // `$$` is a dollar sign of the container's own.
    /(?<!\$)\$\{(\w+)(?::([-?])([^}]*))?\}/g,
    (_, variable: string, operator: string | undefined, word: string) => {
      const value = variables[variable] ?? (operator === '-' ? word : undefined);
      if (value === undefined) throw new Error(`${name} needs ${variable}`);
      return value;
    },
  );
  return parse(text, { merge: true }) as Tree;
}

/** Several files as one: maps are merged, lists are appended, and for the rest the later file wins. */
export function mergeFiles(
  names: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Stack {
  const merged = names.map((name) => readFile(name, variables)).reduce<unknown>(merge, {});
  return merged as Stack;
}

function merge(earlier: unknown, later: unknown): unknown {
  if (Array.isArray(earlier) && Array.isArray(later))
    return [...(earlier as unknown[]), ...(later as unknown[])];
  if (!isTree(earlier) || !isTree(later)) return later;
  const keys = [...new Set([...Object.keys(earlier), ...Object.keys(later)])];
  return Object.fromEntries(
    keys.map((key) => [
      key,
      key in earlier && key in later ? merge(earlier[key], later[key]) : (later[key] ?? earlier[key]),
    ]),
  );
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether compose itself is installed on this machine. */
export const hasCompose = spawnSync('docker', ['compose', 'version']).status === 0;

/** The same by compose itself. @throws Error with what it complains about */
export function composeConfig(
  names: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Stack {
  const files = names.flatMap((name) => ['-f', name]);
  const words = Object.entries(variables).map(([name, value]) => `${name}=${value}`);
  const { stdout, stderr, status } = spawnSync(
    'env',
    [...words, 'docker', 'compose', '-p', 'parley', ...files, 'config', '--format', 'json'],
    { cwd: folder, encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Stack;
}
