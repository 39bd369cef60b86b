import { execFile } from 'node:child_process';
import { globSync } from 'node:fs';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { packageManifest, type SourceManifest } from './package-manifest.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../..');

/** The workspaces that are packages, what another needs before it. */
const PACKAGES = ['protocol', 'client'] as const;

/** Builds the packages and packs them. @returns the tarballs */
export async function buildPackages(target: string): Promise<readonly string[]> {
  const folders = PACKAGES.map((name) => join(target, name));
  await Promise.all(PACKAGES.map((name) => build(name, join(target, name))));
  return pack(folders, target);
}

/** Packs folders with a package.json, as npm would publish them. @returns the tarballs, in the same order */
export async function pack(folders: readonly string[], target: string): Promise<readonly string[]> {
  const words = ['pack', '--json', '--ignore-scripts', '--offline', `--pack-destination=${target}`];
  const { stdout } = await run('npm', [...words, ...folders], { cwd: target, maxBuffer: 2 ** 26 });
  const packed = JSON.parse(stdout) as readonly { readonly filename: string }[];
  return packed.map(({ filename }) => join(target, filename));
}

async function build(name: (typeof PACKAGES)[number], folder: string): Promise<void> {
  const dist = join(folder, 'dist');
  await rm(folder, { recursive: true, force: true });
  await mkdir(dist, { recursive: true });
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  await run(process.execPath, [tsc, '-p', join(root, name, 'tsconfig.package.json'), '--outDir', dist]);
  await nameWorkers(dist);
  const manifest = JSON.parse(await readFile(join(root, name, 'package.json'), 'utf8')) as SourceManifest;
  await writeFile(join(folder, 'package.json'), JSON.stringify(packageManifest(manifest), undefined, 2));
  await cp(join(root, name, 'README.md'), join(folder, 'README.md'));
  await cp(join(root, 'LICENSE'), join(folder, 'LICENSE'));
}

/** The compiler renames what is imported; the address of a worker is a text to it. */
async function nameWorkers(dist: string): Promise<void> {
  for (const path of globSync('**/*.js', { cwd: dist })) {
    const file = join(dist, path);
    const text = await readFile(file, 'utf8');
    const renamed = text.replaceAll(
      /new URL\('(\.[^']+)\.ts', import\.meta\.url\)/g,
      "new URL('$1.js', import.meta.url)",
    );
    if (renamed !== text) await writeFile(file, renamed);
  }
}
