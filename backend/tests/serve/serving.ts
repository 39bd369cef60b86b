import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { compileCache } from '../../../tools/test/compile-cache.ts';
import { freePort } from '../../../tools/test/free-port.ts';
import { startProgram } from '../../../tools/test/start-program.ts';

const root = join(import.meta.dirname, '../../..');

/** A server as `npm run serve` starts it, in a process of its own. */
export interface Serving {
  readonly port: number;
  /** Holds its database and what it made itself. */
  readonly folder: string;
  /** What it told whoever started it. */
  readonly told: string;
  /** The environment that a tool beside it needs. */
  readonly env: Readonly<Record<string, string>>;
  /** Lets it stop as an operator does; `serve` with its `env` starts it again where it was. */
  stop(): Promise<void>;
  /** Signals it. @returns its exit code, nothing where a signal killed it */
  end(...signals: readonly NodeJS.Signals[]): Promise<number | null>;
}

/** Starts it with what production sets and a small page; it ends with the test. */
export async function serve(more: Readonly<Record<string, string>> = {}): Promise<Serving> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-serve-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Parley</title>');
  const port = Number(more.HTTP_PORT ?? (await freePort()));
  const env = {
    HTTP_PORT: `${port}`,
    STATIC_DIR: folder,
    DB_PATH: join(folder, 'parley.db'),
    JWT_SECRET_FILE: join(folder, 'jwt-secret'),
    ...more,
  };
  return { port, folder, env, ...(await start(env)) };
}

/** Resolves when it listens. */
async function start(env: Readonly<Record<string, string>>): Promise<Pick<Serving, 'told' | 'stop' | 'end'>> {
  const files = ['common', 'prod'].map((name) => `--env-file=environments/${name}.env`);
  const child = startProgram(process.execPath, [...files, 'backend/src/main.ts'], {
    cwd: root,
    env: { ...compileCache, ...env },
  });
  const ended = once(child, 'exit');
  const end = async (...signals: readonly NodeJS.Signals[]) => {
    for (const signal of signals) child.kill(signal);
    const [code] = (await ended) as [number | null];
    return code;
  };
  const stop = async () => {
    await end('SIGTERM');
  };
  onTestFinished(stop);
  let told = '';
  for await (const chunk of child.stdout.iterator({ destroyOnReturn: false })) {
    told += String(chunk);
    if (told.includes('ready after')) return { told, stop, end };
  }
  throw new Error(`It ended before it listened: ${told}`);
}
