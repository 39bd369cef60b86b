import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { compileCache } from '../../../tools/test/compile-cache.ts';
import { freePort } from '../../../tools/test/free-port.ts';
import { startProgram } from '../../../tools/test/start-program.ts';
import { ORIGIN } from '../../testing/start-test-backend.ts';

const root = `${import.meta.dirname}/../../..`;

interface NodeOptions {
  readonly mongo: URL;
  readonly redis: URL;
}

/** A server in a process of its own, everything at one port. */
export class NodeProcess {
  readonly address: URL;
  readonly #options: NodeOptions;
  #process: ChildProcess | undefined;
  #isClosed = false;

  private constructor(port: number, options: NodeOptions) {
    this.address = new URL(`http://127.0.0.1:${port}`);
    this.#options = options;
  }

  static async start(options: NodeOptions): Promise<NodeProcess> {
    const node = new NodeProcess(await freePort(), options);
    await node.launch();
    return node;
  }

  /** Starts it, again at the same address. A test that ran out of time may come here when all is over. */
  async launch(): Promise<void> {
    if (this.#isClosed) throw new Error('this server is not started any more');
    const { mongo, redis } = this.#options;
    const node = startProgram(process.execPath, ['backend/src/main.ts'], {
      cwd: root,
      env: {
        NODE_ENV: 'test',
        HTTP_PORT: this.address.port,
        WS_PORT: this.address.port,
        ALLOWED_ORIGINS: ORIGIN,
        MONGODB_URI: mongo.href,
        REDIS_URL: redis.href,
        JWT_SECRET: 'a secret of the tests, and long enough',
        MESSAGE_RATE_LIMIT: '0',
        HTTP_RATE_LIMIT: '0',
        REGISTRATION_RATE_LIMIT: '0',
        GROUP_RATE_LIMIT: '0',
        ADDITION_RATE_LIMIT: '0',
        CONNECTION_RATE_LIMIT: '0',
        LOG_LEVEL: 'fatal',
        ...compileCache,
      },
    });
    this.#process = node;
    for await (const line of createInterface(node.stdout)) {
      if (!line.includes('ready after')) continue;
      node.stdout.resume();
      return;
    }
    throw new Error('the server did not start');
  }

  /** Ends it for good. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.end('SIGKILL');
  }

  /** SIGKILL leaves it no moment to tidy up. @returns its exit code */
  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
    const node = this.#process;
    if (node === undefined || !this.isRunning) return node?.exitCode ?? null;
    const gone = once(node, 'exit');
    node.kill(signal);
    await gone;
    return node.exitCode;
  }

  get isRunning(): boolean {
    return this.#process?.exitCode === null && this.#process.signalCode === null;
  }
}
