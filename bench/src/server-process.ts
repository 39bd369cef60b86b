import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** Kernel clock ticks per second; Linux has reported 100 to user space on every architecture for decades. */
const TICKS = 100;

/** How a server is started. */
export interface Command {
  /** For messages. */
  readonly name: string;
  readonly run: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

/** A server under measurement, pinned to the first core if `taskset` exists, so that the generator has the other. */
export class ServerProcess {
  readonly #child: ChildProcess;
  readonly #pid: number;

  private constructor(child: ChildProcess, pid: number) {
    this.#child = child;
    this.#pid = pid;
  }

  /**
   * Starts a TypeScript file with this Node.js and waits until the address answers.
   * @throws Error when it exits or does not answer within 15 s
   */
  static start(file: string, env: NodeJS.ProcessEnv, health: string): Promise<ServerProcess> {
    const answers = () =>
      fetch(health).then(
        ({ ok }) => ok,
        () => false,
      );
    return ServerProcess.run({ name: file, run: [process.execPath, file], env }, answers);
  }

  /** @throws Error when it exits or is not ready within 15 s */
  static async run({ name, run, env }: Command, isReady: () => Promise<boolean>): Promise<ServerProcess> {
    const child = spawn('taskset', ['-c', '0', ...run], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    await once(child, 'spawn');
    if (child.pid === undefined) throw new Error(`${name} did not start`);
    const server = new ServerProcess(child, child.pid);
    await server.#ready(name, isReady);
    return server;
  }

  async #ready(name: string, isReady: () => Promise<boolean>): Promise<void> {
    for (let attempt = 0; attempt < 150; attempt++) {
      if (this.#child.exitCode !== null) throw new Error(`${name} exited with ${this.#child.exitCode}`);
      if (await isReady()) return;
      await sleep(100);
    }
    await this.stop();
    throw new Error(`${name} does not answer`);
  }

  /** CPU time used so far, user and system, in seconds. */
  cpuSeconds(): number {
    const stat = readFileSync(`/proc/${this.#pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) / TICKS;
  }

  /** Resident memory in KiB. */
  residentKiB(): number {
    const status = readFileSync(`/proc/${this.#pid}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN);
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null) return;
    const exited = once(this.#child, 'exit');
    this.#child.kill('SIGTERM');
    await exited;
  }
}
