import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import { compileCache } from '../../../tools/test/compile-cache.ts';
import { freePort } from '../../../tools/test/free-port.ts';
import { startProgram } from '../../../tools/test/start-program.ts';
import { ORIGIN } from '../../testing/start-test-backend.ts';

/** Kernel clock ticks per second, which Linux reports as 100 on every architecture. */
const TICKS = 100;

/** A server in a process of its own, whose memory and processor time are looked at from outside. */
export interface MeasuredServer {
  readonly url: string;
  readonly port: number;
  readonly isRunning: boolean;
  /** The most that it ever had in memory, in MiB. */
  peakMiB(): number;
  /** Processor time so far, in seconds. */
  cpuSeconds(): number;
}

interface MeasuredOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** What the heap may grow to, in MiB. */
  readonly heapMiB?: number;
}

/** Starts one with the bounds of production; it ends with the test. */
export async function startMeasured({ env = {}, heapMiB }: MeasuredOptions = {}): Promise<MeasuredServer> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-bounds-'));
  const port = await freePort();
  // The limit of the old space alone leaves 192 MiB for the young one, and the server counts with both.
  const heap = heapMiB === undefined ? [] : [`--max-heap-size=${heapMiB}`];
  const child = startProgram(process.execPath, [...heap, 'backend/src/main.ts'], {
    cwd: join(import.meta.dirname, '../../..'),
    env: {
      NODE_ENV: 'production',
      HTTP_PORT: `${port}`,
      STATIC_DIR: folder,
      DB_PATH: join(folder, 'parley.db'),
      ALLOWED_ORIGINS: ORIGIN,
      REGISTRATION: 'open',
      JWT_SECRET: 'a secret of the tests, and long enough',
      LOG_LEVEL: 'fatal',
      ...compileCache,
      ...env,
    },
  });
  const ended = once(child, 'exit');
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
    rmSync(folder, { recursive: true });
  });
  for await (const line of createInterface(child.stdout)) if (line.includes('ready after')) break;
  child.stdout.resume();
  const about = (name: string) => readFileSync(`/proc/${child.pid}/${name}`, 'utf8');
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    get isRunning() {
      return child.exitCode === null && child.signalCode === null;
    },
    peakMiB: () => Number(/VmHWM:\s+(\d+)/.exec(about('status'))?.[1]) / 1024,
    cpuSeconds: () => {
      const fields = about('stat').split(') ').at(-1)?.split(' ') ?? [];
      return (Number(fields[11]) + Number(fields[12])) / TICKS;
    },
  };
}
