import { basename } from 'node:path';
import { piecesOf } from './pieces.ts';
import type { Outputs } from './outputs.ts';
import { nameAt, setAside } from './set-aside.ts';

type Parts = ReadonlyMap<string, string>;

/** The parts that are taken apart. */
const TAKEN_APART: readonly string[] = ['main', 'chat', 'session', 'server', 'sealed'];

/** Of these, pieces that only the login needs, and those that no first page does. */
const LATER: readonly Later[] = [
  { stage: 'login', by: ['forms', 'login'], packedInto: 'forms' },
  { stage: 'more', by: [], packedInto: 'more' },
];

interface Later {
  readonly stage: string;
  /** The parts that want them. */
  readonly by: readonly string[];
  /** Of pieces that come with the application; others are packed apart from those, by their part. */
  readonly packedInto: string;
}

/**
 * The files that are taken apart and, under names of their own, their pieces that come later.
 *
 * @param parts by file: what it is packed into
 * @returns code by name
 */
export function apart(
  outputs: Outputs,
  parts: Parts,
  codeOf: (file: string) => string,
): ReadonlyMap<string, string> {
  const taken = [...parts].map(([name, part]) => ({ name, part, file: piecesOf(codeOf(name)) }));
  const files = new Map(
    taken.filter(({ part }) => TAKEN_APART.includes(part)).map(({ name, file }) => [name, file]),
  );
  const wantedBy = (isBy: (part: string) => boolean) =>
    taken.filter(({ part }) => isBy(part)).flatMap(({ file }) => [...file.imports.values()]);
  // Nobody sees what `import()` wants of a file. The application is the one that nothing asks for so.
  const entries = [...files].filter(([name]) => {
    const entryPoint = outputs.get(name)?.entryPoint;
    return entryPoint !== undefined && !entryPoint.endsWith('src/main.ts');
  });
  const entered = entries.flatMap(([file, { exports }]) =>
    [...exports.keys()].map((name) => ({ file, name })),
  );
  const atOnce = wantedBy(
    (part) => !TAKEN_APART.includes(part) && !LATER.some(({ by }) => by.includes(part)),
  );
  return setAside(
    files,
    [...atOnce, ...entered],
    LATER.map(({ stage, by }) => ({ name: stage, wanted: wantedBy((part) => by.includes(part)) })),
  );
}

/** What a file is packed into, those of `apart` among them. */
export function partOf(path: string, parts: Parts): string | undefined {
  const name = basename(path);
  const later = LATER.find(({ stage }) => name.endsWith(nameAt(stage, '.js')));
  if (later === undefined) return parts.get(name);
  const part = parts.get(name.replace(nameAt(later.stage, '.js'), '.js'));
  return part === 'main' || later.by.includes(later.packedInto)
    ? later.packedInto
    : `${later.packedInto}-${String(part)}`;
}
