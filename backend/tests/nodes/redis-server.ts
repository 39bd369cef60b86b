import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { freePort } from '../../../tools/test/free-port.ts';
import { startProgram } from '../../../tools/test/start-program.ts';

/** A real Redis that keeps nothing on disk. */
export class RedisServer {
  readonly address: URL;
  readonly #port: number;
  #process: ChildProcess | undefined;

  private constructor(port: number) {
    this.#port = port;
    this.address = new URL(`redis://127.0.0.1:${port}`);
  }

  static async start(): Promise<RedisServer> {
    const server = new RedisServer(await freePort());
    await server.launch();
    return server;
  }

  /** Starts it, again at the same address. */
  async launch(): Promise<void> {
    const options = { port: `${this.#port}`, bind: '127.0.0.1', save: '', appendonly: 'no' };
    const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
    const server = startProgram(process.env.REDIS_SERVER_PATH ?? 'redis-server', args);
    this.#process = server;
    await once(server, 'spawn');
    for await (const line of createInterface(server.stdout)) {
      if (!line.includes('Ready to accept connections')) continue;
      // Nobody reads on, and a full pipe would stop it.
      server.stdout.resume();
      return;
    }
    throw new Error('redis-server ended before it was ready');
  }

  /** As if its machine lost power. */
  async kill(): Promise<void> {
    const server = this.#process;
    if (server?.exitCode !== null || server.signalCode !== null) return;
    const gone = once(server, 'exit');
    server.kill('SIGKILL');
    await gone;
  }

  /** Keeps its connections and says nothing any more. */
  pause(): void {
    this.#process?.kill('SIGSTOP');
  }

  resume(): void {
    this.#process?.kill('SIGCONT');
  }
}
