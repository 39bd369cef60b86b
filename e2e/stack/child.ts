import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { expect } from '@playwright/test';
import { compileCache } from '../../tools/test/compile-cache.ts';

const ADMIN_PATH = '/register#invitation=';
const ADMIN_LINKS = /\S+\/register#invitation=\S+/g;

const root = join(import.meta.dirname, '../..');

/** A Node.js process that serves HTTP. */
export class Child {
  private readonly process: ChildProcess;
  private log = '';

  private constructor(nodeArguments: readonly string[], folder: string, env: Record<string, string>) {
    const PATH = process.env.PATH ?? '';
    this.process = spawn(process.execPath, nodeArguments, {
      cwd: resolve(root, folder),
      env: { PATH, ...compileCache, ...env },
    });
    for (const stream of [this.process.stdout, this.process.stderr])
      stream?.on('data', (chunk) => (this.log += String(chunk)));
  }

  /** @param folder its working directory, seen from the repository; @param address answers when it is ready */
  static async start(
    nodeArguments: readonly string[],
    address: string,
    options: { readonly folder?: string; readonly env?: Record<string, string> } = {},
  ): Promise<Child> {
    const child = new Child(nodeArguments, options.folder ?? '.', options.env ?? {});
    try {
      await expect.poll(() => child.answers(address), { timeout: 60_000, intervals: [100] }).toBe(true);
    } catch (error) {
      await child.end('SIGTERM');
      throw new Error(`It does not answer at ${address}:\n${child.said}`, { cause: error });
    }
    return child;
  }

  /** Its output so far. */
  get said(): string {
    return this.log;
  }

  /** Resolves once its output contains the text. */
  async says(text: string): Promise<void> {
    await expect.poll(() => this.mustRun().said, { timeout: 60_000, intervals: [100] }).toContain(text);
  }

  /** The last link for the first account that it has printed. */
  async adminLink(): Promise<string> {
    await this.says(ADMIN_PATH);
    return this.said.match(ADMIN_LINKS)?.at(-1) ?? '';
  }

  /** Does nothing to a process that is gone. */
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.process.kill(signal);
  }

  /** SIGKILL leaves it no time to clean up. */
  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    if (this.isGone()) return;
    const gone = once(this.process, 'exit');
    this.process.kill(signal);
    await gone;
  }

  private async answers(address: string): Promise<boolean> {
    this.mustRun();
    const answer = await fetch(address).catch(() => undefined);
    return answer?.ok === true;
  }

  private mustRun(): this {
    if (this.isGone()) throw new Error(`It did not start:\n${this.log}`);
    return this;
  }

  private isGone(): boolean {
    return this.process.exitCode !== null || this.process.signalCode !== null;
  }
}
