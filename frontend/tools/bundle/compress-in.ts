import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

/** Leaves a .gz and a .br beside each file of a folder that is text. */
export function compressIn(folder: string): void {
  for (const name of globSync('**/*.{js,css,html,json,svg,webmanifest}', { cwd: folder })) {
    const path = join(folder, name);
    const content = readFileSync(path);
    writeFileSync(`${path}.gz`, gzipSync(content, { level: constants.Z_BEST_COMPRESSION }));
    writeFileSync(`${path}.br`, brotliCompressSync(content));
  }
}
