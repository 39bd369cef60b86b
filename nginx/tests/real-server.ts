import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { ask } from './ask.ts';
import type { Certificates } from './certificates.ts';
import type { Stack } from './stack.ts';

const root = join(import.meta.dirname, '../..');

/** A script in a process that ends with the test. */
export function run(script: readonly string[], env: Readonly<Record<string, string>>): ChildProcess {
  const words = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  const child = spawn('env', [...words, process.execPath, ...script], { cwd: root });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

/** The real server behind the proxies, with its demo users. */
export async function startServer(
  { front, httpPort, chatPort }: Stack,
  certificates: Certificates,
  env: Readonly<Record<string, string>> = {},
): Promise<void> {
  run(['backend/src/main.ts'], {
    NODE_ENV: 'development',
    PUBLIC_URL: front,
    HTTP_PORT: httpPort,
    WS_PORT: chatPort,
    DB_PATH: join(mkdtempSync(join(tmpdir(), 'parley-proxied-')), 'parley.db'),
    TRUST_PROXY: '1',
    ...env,
  });
  while ((await ask(`${front}/web/health`, { ca: certificates.server })).status !== 200)
    await setTimeout(100);
}
