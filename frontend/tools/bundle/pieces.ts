import { basename } from 'node:path';
import { parse } from 'acorn';
import { analyze, type Variable } from 'eslint-scope';
import type { Node, Program } from 'estree';

/** A statement of a file, or one variable of it. Names are those of its file. */
export interface Piece {
  readonly code: string;
  readonly declares: readonly string[];
  /** What it needs of the file, or of others through an import. */
  readonly uses: ReadonlySet<string>;
  /** Variables that it gives a value, now or when it is called. */
  readonly sets: ReadonlySet<string>;
  /** Whether it does more than to declare what its names stand for. */
  readonly acts: boolean;
}

/** Where a name comes from. */
export interface Import {
  readonly file: string;
  readonly name: string;
}

/** A file of the build, in pieces that stand in their order. */
export interface PiecesOfFile {
  readonly pieces: readonly Piece[];
  /** By the name in this file. */
  readonly imports: ReadonlyMap<string, Import>;
  /** Names in this file by those that others know. */
  readonly exports: ReadonlyMap<string, string>;
  /** The files that it imports, in their order. */
  readonly from: readonly string[];
}

type Placed<N extends Node = Node> = N & { readonly start: number; readonly end: number };

/**
 * Takes a file of the build apart.
 *
 * @throws Error on forms of import and export that esbuild doesn't write
 */
export function piecesOf(code: string): PiecesOfFile {
  const program = parse(code, { ecmaVersion: 'latest', sourceType: 'module', ranges: true }) as Program;
  const imports = new Map<string, Import>();
  const exports = new Map<string, string>();
  const from = new Set<string>();
  const spans: Span[] = [];
  for (const statement of program.body as readonly unknown[] as readonly Placed[])
    if (statement.type === 'ImportDeclaration') {
      const file = basename(String(statement.source.value));
      from.add(file);
      for (const one of statement.specifiers) imports.set(one.local.name, { file, name: importedName(one) });
    } else if (statement.type === 'ExportNamedDeclaration' && !statement.source && !statement.declaration)
      for (const { local, exported } of statement.specifiers) exports.set(nameOf(exported), nameOf(local));
    else spans.push(...spansOf(statement, code));
  return { pieces: connected(spans, program), imports, exports, from: [...from] };
}

function importedName(specifier: Node): string {
  if (specifier.type !== 'ImportSpecifier') throw new Error(`No name in an import: ${specifier.type}`);
  return nameOf(specifier.imported);
}

function nameOf(node: Node): string {
  if (node.type !== 'Identifier') throw new Error(`Not a name: ${node.type}`);
  return node.name;
}

/** A piece before it is known what it needs. */
interface Span {
  readonly start: number;
  readonly end: number;
  readonly code: string;
  readonly acts: boolean;
}

/** A variable each of those that are declared together. */
function spansOf(statement: Placed, code: string): readonly Span[] {
  const spanOf = ({ start, end }: Placed, before: string, acts: boolean): Span => ({
    start,
    end,
    code: `${before}${code.slice(start, end)}`,
    acts,
  });
  switch (statement.type) {
    case 'VariableDeclaration':
      return statement.declarations.map((one) =>
        spanOf(one as Placed<typeof one>, `${statement.kind} `, setsAField(one)),
      );
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
      return [spanOf(statement, '', false)];
    case 'EmptyStatement':
      return [];
    case 'ExportNamedDeclaration':
    case 'ExportDefaultDeclaration':
    case 'ExportAllDeclaration':
      throw new Error(`An export that cannot be taken apart: ${statement.type}`);
    default:
      return [spanOf(statement, '', true)];
  }
}

/** Whether an expression gives a value to what is no variable, outside of functions. */
function setsAField(node: Node): boolean {
  if (/Function|Class/.test(node.type)) return false;
  if (node.type === 'AssignmentExpression' && node.left.type === 'MemberExpression') return true;
  return Object.values(node).some((inner: unknown) =>
    [inner]
      .flat()
      .some((one) => typeof one === 'object' && one !== null && 'type' in one && setsAField(one as Node)),
  );
}

function connected(spans: readonly Span[], program: Program): readonly Piece[] {
  const of = spans.map(() => ({
    declares: [] as string[],
    uses: new Set<string>(),
    sets: new Set<string>(),
  }));
  const pieceAt = (node: unknown) => of[spanAt(spans, (node as Placed).start)];
  for (const variable of variablesOf(program)) {
    for (const { name } of variable.defs) pieceAt(name)?.declares.push(variable.name);
    for (const reference of variable.references) {
      const piece = pieceAt(reference.identifier);
      piece?.uses.add(variable.name);
      if (reference.isWrite()) piece?.sets.add(variable.name);
    }
  }
  return spans.map(({ code, acts }, at) => ({
    code,
    acts,
    declares: [],
    uses: new Set(),
    sets: new Set(),
    ...of[at],
  }));
}

/** The variables of the file itself. */
function variablesOf(program: Program): readonly Variable[] {
  const scopes = analyze(program, { ecmaVersion: 2022, sourceType: 'module' });
  return scopes.scopes.find(({ type }) => type === 'module')?.variables ?? [];
}

/** The span around a position, by halves: there are thousands of them. */
function spanAt(spans: readonly Span[], position: number): number {
  let [low, high] = [0, spans.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const span = spans[middle];
    if (span === undefined || position < span.start) high = middle - 1;
    else if (position >= span.end) low = middle + 1;
    else return middle;
  }
  return -1;
}
