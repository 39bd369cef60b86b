import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { compileCache } from '../../../tools/test/compile-cache.ts';
import { startProgram } from '../../../tools/test/start-program.ts';
import type { Serving } from './serving.ts';

/** What `npm run doctor` prints beside a server. */
export async function runDoctor({ env }: Pick<Serving, 'env'>): Promise<string> {
  const files = ['common', 'prod'].map((name) => `--env-file=environments/${name}.env`);
  const child = startProgram(process.execPath, [...files, 'tools/doctor.ts'], {
    cwd: join(import.meta.dirname, '../../..'),
    env: { ...compileCache, ...env },
  });
  return text(child.stdout);
}
