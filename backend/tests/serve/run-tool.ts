import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { compileCache } from '../../../tools/test/compile-cache.ts';
import type { Serving } from './serving.ts';

const root = join(import.meta.dirname, '../../..');

export interface ToolRun {
  readonly code: number;
  /** All that it said. */
  readonly said: string;
}

/** Runs a tool as npm does, beside a server and with its environment. */
export function runTool({ env }: Pick<Serving, 'env'>, name: string, ...words: string[]): Promise<ToolRun> {
  const files = ['common', 'prod'].map((file) => `--env-file=environments/${file}.env`);
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [...files, `backend/src/tools/${name}.ts`, ...words],
      { cwd: root, env: { ...compileCache, ...env } },
      (error, stdout, stderr) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, said: stdout + stderr });
      },
    );
  });
}
