import type { Import, Piece, PiecesOfFile } from './pieces.ts';

type Files = ReadonlyMap<string, PiecesOfFile>;

/** A time at which pieces of files are loaded, with what is wanted of them then. */
export interface Stage {
  readonly name: string;
  readonly wanted: readonly Import[];
}

/** What a file is called that has the pieces of another which come at a later stage. */
export function nameAt(stage: string, file: string): string {
  return file.replace(/\.js$/, `.${stage}.js`);
}

/**
 * Splits files by when their pieces are needed. Bundlers split by file: whoever needs a piece of Angular's core loads all of it that
 * anyone uses, be it a page that few open. What initialises a variable is taken to do nothing else, so that it may run later, or never.
 *
 * @param now what others want of these files at once
 * @param later in their order. What nobody wants comes at the last of them
 * @returns the code of all files, the given ones and those of the later stages
 */
export function setAside(
  files: Files,
  now: readonly Import[],
  later: readonly Stage[],
): ReadonlyMap<string, string> {
  const stages = stagesOf(files, [now, ...later.map(({ wanted }) => wanted)]);
  const split = [...files].flatMap(([name, file]) => {
    const placed = file.pieces.map((piece) => ({ piece, at: stages.get(piece) ?? later.length }));
    const names = [name, ...later.map((stage) => nameAt(stage.name, name))];
    return names.map((own, at) => [own, codeAt(at, names, file, placed)] as const);
  });
  return new Map(split);
}

type Found = readonly [file: string, piece: Piece];

/** The first stage at which a piece is needed, by number. Pieces that do something are needed at once. */
function stagesOf(files: Files, wanted: readonly (readonly Import[])[]): ReadonlyMap<Piece, number> {
  const findAll = finderIn(files);
  const acting = [...files].flatMap(([name, { pieces }]) =>
    pieces.filter(({ acts }) => acts).map((piece): Found => [name, piece]),
  );
  const stages = new Map<Piece, number>();
  for (const [stage, imports] of wanted.entries()) {
    const left = [...(stage === 0 ? acting : []), ...imports.flatMap((one) => findAll.known(one))];
    for (let next = left.pop(); next !== undefined; next = left.pop()) {
      const [name, piece] = next;
      if (stages.has(piece)) continue;
      stages.set(piece, stage);
      for (const local of [...piece.declares, ...piece.uses]) left.push(...findAll.local(name, local));
    }
  }
  return stages;
}

/** Finds the pieces that a name stands for: who declares it, and who sets it, since nobody can set what they import. */
function finderIn(files: Files) {
  const parts = new Map([...files].map(([name, file]) => [name, byNameIn(file)] as const));
  const local = (file: string, name: string): readonly Found[] => {
    const imported = files.get(file)?.imports.get(name);
    if (imported !== undefined) return known(imported);
    return (parts.get(file)?.get(name) ?? []).map((piece) => [file, piece]);
  };
  const known = ({ file, name }: Import): readonly Found[] => {
    const own = files.get(file)?.exports.get(name);
    return own === undefined ? [] : local(file, own);
  };
  return { local, known };
}

function byNameIn({ pieces }: PiecesOfFile): ReadonlyMap<string, readonly Piece[]> {
  const byName = new Map<string, Piece[]>();
  for (const piece of pieces)
    for (const name of new Set([...piece.declares, ...piece.sets]))
      byName.set(name, [...(byName.get(name) ?? []), piece]);
  return byName;
}

interface Placed {
  readonly piece: Piece;
  readonly at: number;
}

/** The code of a file at one of its stages. It borrows from the stages before, and lends to those behind. */
function codeAt(
  at: number,
  names: readonly string[],
  { imports, exports, from }: PiecesOfFile,
  placed: readonly Placed[],
): string {
  const stageOf = new Map(placed.flatMap((one) => one.piece.declares.map((name) => [name, one.at] as const)));
  const uses = (isThere: (stage: number) => boolean) =>
    new Set(placed.filter((one) => isThere(one.at)).flatMap(({ piece }) => [...piece.uses]));
  const borrowed = [...uses((stage) => stage === at)];
  const lent = [...uses((stage) => stage > at)];
  const known = (stage: number) => [...exports].filter(([, local]) => (stageOf.get(local) ?? 0) === stage);
  return [
    ...from.map((file) => `import${list(namesFrom(file, imports))}from"./${file}"`),
    ...names
      .slice(0, at)
      .map(
        (file, stage) =>
          `import${list(kept(borrowed.filter((name) => stageOf.get(name) === stage)))}from"./${file}"`,
      ),
    ...placed.filter((one) => one.at === at).map(({ piece }) => piece.code),
    `export${list(known(at).map(([name, local]) => [local, name]))}`,
    `export${list(kept(lent.filter((name) => stageOf.get(name) === at)).map(([name, local]) => [local, name]))}`,
    // Who imports the file gets from it what comes later, too.
    ...(at > 0 ? [] : names.slice(1)).map(
      (file, later) => `export${list(known(later + 1).map(([name]) => [name, name]))}from"./${file}"`,
    ),
  ].join(';\n');
}

type Names = readonly (readonly [name: string, as: string])[];

function list(names: Names): string {
  return `{${names.map(([name, as]) => `${name} as ${as}`).join()}}`;
}

function namesFrom(file: string, imports: ReadonlyMap<string, Import>): Names {
  return [...imports].filter(([, one]) => one.file === file).map(([local, { name }]) => [name, local]);
}

/** Names that nobody else knows, as the stages of their file call them. */
function kept(locals: readonly string[]): Names {
  return locals.map((local) => [`$kept_${local}`, local]);
}
