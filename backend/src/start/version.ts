import { readFileSync } from 'node:fs';
import * as z from 'zod/mini';

const Manifest = z.object({ version: z.string() });
const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');

/** The version of this server. */
export const VERSION = Manifest.parse(JSON.parse(manifest)).version;
