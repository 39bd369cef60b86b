import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Settings } from '../../../backend/src/config/settings.ts';
import { type Finding, fine, problem, warning } from '../finding.ts';

const FILES = ['common', 'dev', 'prod'].map((name) => `environments/${name}.env`);

/**
 * Whether what is set is what something reads: nothing else notices a name that was misspelt.
 * @param root the folder of Parley
 * @param shell the variables around us, which are other programs' too: of them only what looks like a slip is told
 */
export function checkNames(
  root: string,
  shell: Readonly<Record<string, string | undefined>>,
): readonly Finding[] {
  const known = knownNames(root);
  const inFiles = FILES.filter((file) => existsSync(join(root, file))).flatMap((file) =>
    readFileSync(join(root, file), 'utf8')
      .split('\n')
      .map((line, at) => ({ where: `Line ${at + 1} of ${file}`, name: nameIn(line) })),
  );
  const wrong = inFiles.filter(({ name }) => name !== undefined && !known.has(name));
  const told = new Set(inFiles.map(({ name }) => name));
  const slips = Object.keys(shell).filter(
    (name) => !told.has(name) && !known.has(name) && meant(name, known),
  );
  if (wrong.length + slips.length === 0) return [fine('All settings have known names.')];
  return [
    ...wrong.map(({ where, name = '' }) =>
      name === ''
        ? problem(`${where} sets nothing.`, 'Write it as NAME=value, or put a # before it.')
        : problem(`${where} sets ${name}, which nothing reads.`, advice(name, known)),
    ),
    ...slips.map((name) => warning(`The shell sets ${name}, which nothing reads.`, advice(name, known))),
  ];
}

/** What the server reads, and what the files of nginx and Docker take. */
function knownNames(root: string): ReadonlySet<string> {
  const texts = ['nginx', 'nginx/snippets', 'docker'].flatMap((folder) =>
    readdirSync(join(root, folder), { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => readFileSync(join(root, folder, name), 'utf8')),
  );
  const taken = [...texts.join('\n').matchAll(/\$\{([A-Z][A-Z_]*)/g)].map(([, name = '']) => name);
  return new Set([...Object.keys(Settings.shape), ...taken]);
}

/** The name that a line sets: none on a line that says nothing, an empty one on a line that nobody understands. */
function nameIn(line: string): string | undefined {
  if (/^\s*(#|$)/.test(line)) return undefined;
  return /^\s*(?:export\s+)?(\w+)\s*=/.exec(line)?.[1] ?? '';
}

function advice(name: string, known: ReadonlySet<string>): string {
  const other = meant(name, known);
  return other === undefined ? 'README.md lists all settings.' : `Did you mean ${other}?`;
}

function meant(name: string, known: ReadonlySet<string>): string | undefined {
  return [...known].find((one) => one.length > 5 && isSlip(name, one));
}

/** Whether two names differ by one letter, or by two that changed places. */
function isSlip(one: string, other: string): boolean {
  const shorter = Math.min(one.length, other.length);
  let before = 0;
  while (before < shorter && one[before] === other[before]) before += 1;
  let behind = 0;
  while (behind < shorter - before && one.at(-1 - behind) === other.at(-1 - behind)) behind += 1;
  const [left, right] = [one, other].map((name) => name.slice(before, name.length - behind));
  if (left === undefined || right === undefined) return false;
  const swapped = left.length === 2 && left === `${right[1] ?? ''}${right[0] ?? ''}`;
  return swapped || (left.length <= 1 && right.length <= 1);
}
