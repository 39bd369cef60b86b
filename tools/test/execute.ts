import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, openSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

export type Execution = {
  readonly command: readonly [string, ...string[]];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** The file that takes what the command prints. */
  readonly log: string;
  /** In milliseconds. A command that runs longer is ended, with all that it started (on Windows, it alone). */
  readonly limit: number;
};

/** How long a command that was asked to end may clean up, in milliseconds. */
const GRACE = 10_000;
const canGroup = process.platform !== 'win32';

/** Runs a command to its end, or to its limit, or to the end of this process; says whether it succeeded. */
export async function execute({ command, cwd, env, log, limit }: Execution): Promise<boolean> {
  const [program, ...args] = command;
  const output = openSync(log, 'w');
  const child = spawn(program, args, {
    cwd,
    env,
    stdio: ['ignore', output, output],
    shell: !canGroup,
    // In a group of its own it can be ended with its children; a runner's workers outlive it otherwise.
    detached: canGroup,
  });
  const abandon = () => end(child, 'SIGTERM');
  process.once('exit', abandon);
  const ended = new AbortController();
  const watched = watch(child, { log, limit, signal: ended.signal });
  try {
    const [code] = (await once(child, 'exit')) as [number | null];
    return code === 0;
  } finally {
    ended.abort();
    await watched;
    process.off('exit', abandon);
    // What it left behind.
    end(child, 'SIGKILL');
  }
}

type Watch = { readonly log: string; readonly limit: number; readonly signal: AbortSignal };

async function watch(child: ChildProcess, { log, limit, signal }: Watch): Promise<void> {
  try {
    await delay(limit, undefined, { signal });
    appendFileSync(log, `\nIt did not end within ${Math.round(limit / 1000)} s, and was ended.\n`);
    end(child, 'SIGTERM');
    await delay(GRACE, undefined, { signal });
    end(child, 'SIGKILL');
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

/** Ends a command and what it started. That they have ended by themselves is no error. */
function end({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(canGroup ? -pid : pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
