import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { compileCache } from '../../../tools/test/compile-cache.ts';
import { freePort } from '../../../tools/test/free-port.ts';
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

  private constructor(port: number, options: NodeOptions) {
    this.address = new URL(`http://127.0.0.1:${port}`);
    this.#options = options;
  }

  static async start(options: NodeOptions): Promise<NodeProcess> {
    const node = new NodeProcess(await freePort(), options);
    await node.launch();
    return node;
  }

  /** Starts it, again at the same address. */
  async launch(): Promise<void> {
    const { mongo, redis } = this.#options;
    const node = spawn(process.execPath, ['backend/src/main.ts'], {
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
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#process = node;
    for await (const line of createInterface(node.stdout)) {
      if (!line.includes('ready after')) continue;
      node.stdout.resume();
      return;
    }
    throw new Error('the server did not start');
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
