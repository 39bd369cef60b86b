// Before `npm run serve`: the web client.
import { join } from 'node:path';
import { buildWebClient } from './build/build-web-client.ts';
import { servesTheBuild } from './build/serves-the-build.ts';

const root = join(import.meta.dirname, '..');
if (servesTheBuild(root, process.env)) process.exitCode = buildWebClient(root);
