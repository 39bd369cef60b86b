import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';

const graceMs = 10_000;

export type ServiceOptions = {
  /** Left out, Node.js. */
  readonly program?: string;
  /** `pipe` keeps its input open, for programs that end with it. */
  readonly stdin?: 'pipe';
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** `errors` hides what it says on stdout, for tools that chat. */
  readonly shows: 'everything' | 'errors';
};

/** A process with all that it starts itself, its output marked with its name. */
export class Service {
  readonly name: string;
  /** Settles when the process is gone, with a sentence that says how it went. */
  readonly ended: Promise<string>;
  readonly #child: ChildProcess;
  #isStopping = false;

  constructor(name: string, words: readonly string[], options: ServiceOptions) {
    this.name = name;
    this.#child = spawn(options.program ?? process.execPath, words, {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      stdio: [options.stdin ?? 'ignore', 'pipe', 'pipe'],
      // A process group of its own, so that grandchildren can be ended with it.
      detached: process.platform !== 'win32',
    });
    this.ended = new Promise((resolve) => {
      this.#child.once('error', (error) => resolve(`The ${name} didn't start: ${error.message}`));
      this.#child.once('exit', (code, signal) =>
        resolve(`The ${name} ended with ${signal ?? `code ${code ?? '?'}`}.`),
      );
    });
    if (options.shows === 'everything') this.#print(this.#child.stdout, process.stdout);
    else this.#child.stdout?.resume();
    this.#print(this.#child.stderr, process.stderr);
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Whether it was asked to end. */
  get isStopping(): boolean {
    return this.#isStopping;
  }

  /** Asks the whole group to end, and insists after a while. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    this.#signal('SIGTERM');
    const grace = new AbortController();
    await Promise.race([this.ended, setTimeout(graceMs, null, { signal: grace.signal })]);
    grace.abort();
    // The process may be gone while something it started is not.
    this.#signal('SIGKILL');
    await this.ended;
  }

  #signal(signal: NodeJS.Signals): void {
    const { pid } = this.#child;
    if (pid === undefined) return;
    if (process.platform === 'win32') {
      spawnSync('taskkill', ['/pid', `${pid}`, '/T', '/F']);
      return;
    }
    try {
      process.kill(-pid, signal);
    } catch {
      // Nobody is left in the group.
    }
  }

  #print(from: Readable | null, to: NodeJS.WriteStream): void {
    if (!from) return;
    createInterface({ input: from }).on('line', (line) => to.write(`${this.name} | ${line}\n`));
  }
}
