import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NAMESPACE, PROTOCOL_VERSION } from '@parley/protocol';
import { ServerProcess } from '../../server-process.ts';
import type { SocketOptions } from '../../sockets/open-sockets.ts';

const main = new URL('../../../../backend/src/main.ts', import.meta.url).pathname;
const PORT = 18_091;

/** A complete Parley on a fresh SQLite file, with its rate limits turned off. */
export class ParleyServer {
  /** Which people come from, as their proofs say it. */
  static readonly origin = 'http://localhost:4200';

  readonly #folder: string;
  readonly #port: number;
  #process: ServerProcess;

  private constructor(folder: string, port: number, process: ServerProcess) {
    this.#folder = folder;
    this.#port = port;
    this.#process = process;
  }

  /** @param port for HTTP; the one after it is for sockets */
  static async start(port = PORT): Promise<ParleyServer> {
    const folder = await mkdtemp(join(tmpdir(), 'parley-bench-'));
    return new ParleyServer(folder, port, await launch(folder, port));
  }

  get process(): ServerProcess {
    return this.#process;
  }

  get http(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** How a client of its version opens a socket. @param token of a session */
  socketOf(token: string): SocketOptions {
    const address = `http://127.0.0.1:${this.#port + 1}${NAMESPACE}`;
    return { address, auth: { token, version: PROTOCOL_VERSION } };
  }

  /** Stops it and starts it again on the same file; resolves when it answers. */
  async restart(): Promise<void> {
    await this.#process.stop();
    this.#process = await launch(this.#folder, this.#port);
  }

  async stop(): Promise<void> {
    await this.#process.stop();
    await rm(this.#folder, { recursive: true });
  }
}

function launch(folder: string, port: number): Promise<ServerProcess> {
  const env = {
    NODE_ENV: 'development',
    HTTP_PORT: String(port),
    WS_PORT: String(port + 1),
    DB_PATH: join(folder, 'bench.db'),
    REGISTRATION: 'open',
    LOG_LEVEL: 'error',
    MESSAGE_RATE_LIMIT: '0',
    HTTP_RATE_LIMIT: '0',
    REGISTRATION_RATE_LIMIT: '0',
    GROUP_RATE_LIMIT: '0',
    ADDITION_RATE_LIMIT: '0',
    CONNECTION_RATE_LIMIT: '0',
    MAX_CLIENTS: '20000',
    MAX_CLIENTS_PER_ADDRESS: '20000',
  };
  return ServerProcess.start(main, env, `http://127.0.0.1:${port}/web/health`);
}
