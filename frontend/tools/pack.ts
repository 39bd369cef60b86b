// Packs what `ng build` made once more, into fewer and smaller files. Angular splits by who imports what, so that a page
// comes in a dozen files of 1 KB, each of which repeats names of the others and is compressed alone; and it shortens each
// file by itself, while here the names and the unused code of all files are known together.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { rolldown, type OutputChunk, type Plugin } from 'rolldown';
import { minify } from 'terser';
import { apart, partOf } from './bundle/apart.ts';
import {
  DIST,
  outputOf,
  readOutputs,
  withImports,
  writeOutputs,
  type Output,
  type Outputs,
} from './bundle/outputs.ts';
import { partsOf } from './bundle/packing.ts';
import { PAGES } from './bundle/pages.ts';
import { starting } from './bundle/starting.ts';

/** Starts the application. Of a file that is asked for as a whole, as the first one is, all would be needed that it gives to others. */
const START = 'start.js';

const folder = join(DIST, 'browser');
const built = readOutputs();
const main = outputOf('src/main.ts', built);

const chunks = await pack();
const taken = new Set(chunks.flatMap(filesIn));
for (const name of taken) rmSync(join(folder, name));
for (const { fileName, code } of chunks) writeFileSync(join(folder, fileName), code);
const left = [...built].filter(([name]) => !taken.has(name));
const packed = new Map([...left, ...chunks.map((chunk) => [chunk.fileName, outputFrom(chunk)] as const)]);
writeOutputs(packed);
start(packed);

async function pack(): Promise<readonly OutputChunk[]> {
  const parts = partsOf(built);
  const bundle = await rolldown({
    input: START,
    preserveEntrySignatures: false,
    plugins: [
      ofPieces(apart(built, parts, (name) => readFileSync(join(folder, name), 'utf8'))),
      shortened(new Set(parts.values())),
    ],
  });
  const { output } = await bundle.generate({
    entryFileNames: 'main-[hash].js',
    chunkFileNames: ({ name }) => `${name.replace(/-[\w-]{8}$/, '')}-[hash].js`,
    minify: { compress: { target: 'es2022' }, mangle: { toplevel: true }, codegen: true },
    // Each part is whole together with those before it, so that none is pulled in by what needs a piece of it.
    codeSplitting: {
      includeDependenciesRecursively: false,
      groups: [{ name: (id) => partOf(id, parts) ?? null, debugName: 'packing' }],
    },
  });
  await bundle.close();
  return output
    .filter((file) => file.type === 'chunk')
    .filter((chunk) => !chunk.isEntry || filesIn(chunk).length > 0);
}

/** Gives files their pieces, and resolves those that are new. */
function ofPieces(files: ReadonlyMap<string, string>): Plugin {
  return {
    name: 'of-pieces',
    resolveId(source) {
      const name = basename(source);
      if (name === START) return join(folder, START);
      return files.has(name) && !built.has(name)
        ? { id: join(folder, name), moduleSideEffects: false }
        : null;
    },
    load(id) {
      const name = basename(id);
      return name === START ? `import"./${main}"` : (files.get(name) ?? null);
    },
  };
}

/** Of the first pages: Terser finds what rolldown leaves, and takes a second for 100 KB. */
function shortened(parts: ReadonlySet<string>): Plugin {
  return {
    name: 'shortened',
    async renderChunk(code, { name }) {
      if (!parts.has(name)) return null;
      const { code: shorter } = await minify(code, {
        module: true,
        ecma: 2020,
        compress: { passes: 3, pure_getters: true, unsafe_arrows: true, unsafe_methods: true },
      });
      return shorter ?? null;
    },
  };
}

/** The files of `ng build` that are in one of ours. What rolldown adds of its own is no file. */
function filesIn({ moduleIds }: OutputChunk): readonly string[] {
  return moduleIds.map((id) => basename(id)).filter((name) => built.has(name));
}

function outputFrom(chunk: OutputChunk): Output {
  const { imports, dynamicImports, facadeModuleId } = chunk;
  const entryPoint = facadeModuleId === null ? undefined : built.get(basename(facadeModuleId))?.entryPoint;
  return {
    ...(entryPoint !== undefined && { entryPoint }),
    imports: [
      ...imports.map((path) => ({ path, kind: 'import-statement' })),
      ...dynamicImports.map((path) => ({ path, kind: 'dynamic-import' })),
    ],
    inputs: Object.assign({}, ...filesIn(chunk).map((name) => built.get(name)?.inputs)) as Output['inputs'],
  };
}

/**
 * Lets the page start the application, and fetch what the login needs beside it at once: who has nothing stored comes for the login, and
 * for all others the service worker has these files.
 */
function start(packed: Outputs): void {
  const index = join(folder, 'index.html');
  const to = outputOf('src/main.ts', packed);
  const roots = PAGES.login.sources.map((source) => outputOf(source, packed));
  const beside = [...withImports(roots, packed)].filter((name) => name !== to);
  writeFileSync(index, starting(readFileSync(index, 'utf8'), { from: main, to, beside }));
}
