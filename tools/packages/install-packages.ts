import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { buildPackages, pack } from './build-packages.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../..');

interface Manifest {
  readonly name: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/**
 * Makes an empty project and installs the packages in it as npm does it for everyone, but without a network: what they depend on is
 * packed anew from where it is installed here.
 */
export async function installPackages(folder: string): Promise<void> {
  const tarballs = join(folder, 'tarballs');
  await mkdir(tarballs, { recursive: true });
  const packages = await buildPackages(tarballs);
  const others = await dependenciesOf(join(root, 'client'), join(root, 'protocol'));
  const packed = await pack([...others.values()], tarballs);
  const file = (path: string | undefined) => `file:tarballs/${basename(path ?? '')}`;
  const overrides = Object.fromEntries([...others.keys()].map((name, at) => [name, file(packed[at])]));
  const manifest = {
    name: 'empty',
    private: true,
    type: 'module',
    dependencies: { '@parley/protocol': file(packages[0]), '@parley/client': file(packages[1]) },
    overrides,
  };
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  await run('npm', ['install', '--offline', '--no-audit', '--no-fund', '--ignore-scripts'], { cwd: folder });
}

/** The folders of all packages that these need, directly or by others, without those of this repository. */
async function dependenciesOf(...folders: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  const look = async (folder: string): Promise<void> => {
    const { dependencies = {} } = await manifestIn(folder);
    for (const name of Object.keys(dependencies)) {
      if (name.startsWith('@parley/') || found.has(name)) continue;
      const place = await folderOf(name, folder);
      found.set(name, place);
      await look(place);
    }
  };
  for (const folder of folders) await look(folder);
  return found;
}

/** Where Node.js finds a package from a folder: in it, or in one above. */
async function folderOf(name: string, from: string): Promise<string> {
  const places = createRequire(join(from, 'package.json')).resolve.paths(name) ?? [];
  for (const place of places) {
    const folder = join(place, name);
    const manifest = await manifestIn(folder).catch(() => undefined);
    if (manifest !== undefined) return folder;
  }
  throw new Error(`${name} is not installed, which ${dirname(from)} needs`);
}

async function manifestIn(folder: string): Promise<Manifest> {
  return JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Manifest;
}
