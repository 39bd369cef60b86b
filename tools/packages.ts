/** `npm run packages`: builds and packs what other projects install. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { buildPackages } from './packages/build-packages.ts';

const target = join(import.meta.dirname, '../dist/packages');
await mkdir(target, { recursive: true });
for (const tarball of await buildPackages(target)) console.log(tarball);
