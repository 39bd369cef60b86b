import { basename } from 'node:path';
import { piecesOf } from './pieces.ts';
import type { Outputs } from './outputs.ts';
import { nameAt, setAside } from './set-aside.ts';

type Parts = ReadonlyMap<string, string>;

/** Of what comes with the application, pieces that only the login needs, and those that no first page does. */
const LATER: readonly Later[] = [
  { stage: 'login', by: ['forms', 'login'], packedInto: 'forms' },
  { stage: 'more', by: [], packedInto: 'more' },
];

interface Later {
  readonly stage: string;
  /** The parts that want them. */
  readonly by: readonly string[];
  readonly packedInto: string;
}

/**
 * The files that come with the application and, under names of their own, their pieces that come later.
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
  const files = new Map(taken.filter(({ part }) => part === 'main').map(({ name, file }) => [name, file]));
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
  const atOnce = wantedBy((part) => part !== 'main' && !LATER.some(({ by }) => by.includes(part)));
  return setAside(
    files,
    [...atOnce, ...entered],
    LATER.map(({ stage, by }) => ({ name: stage, wanted: wantedBy((part) => by.includes(part)) })),
  );
}

/** What a file is packed into, those of `apart` among them. */
export function partOf(path: string, parts: Parts): string | undefined {
  const later = LATER.find(({ stage }) => path.endsWith(nameAt(stage, '.js')));
  return later?.packedInto ?? parts.get(basename(path));
}
