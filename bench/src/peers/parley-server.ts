import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ServerProcess } from '../server-process.ts';

const main = new URL('../../../backend/src/main.ts', import.meta.url).pathname;

/** A complete Parley on a fresh SQLite file, with its rate limits turned off. */
export class ParleyServer {
  static readonly http = 'http://127.0.0.1:18091';
  static readonly socket = 'http://127.0.0.1:18092';
  /** Which people come from, as their proofs say it. */
  static readonly origin = 'http://localhost:4200';

  readonly #folder: string;
  #process: ServerProcess;

  private constructor(folder: string, process: ServerProcess) {
    this.#folder = folder;
    this.#process = process;
  }

  static async start(): Promise<ParleyServer> {
    const folder = await mkdtemp(join(tmpdir(), 'parley-bench-'));
    return new ParleyServer(folder, await launch(folder));
  }

  get process(): ServerProcess {
    return this.#process;
  }

  /** Stops it and starts it again on the same file; resolves when it answers. */
  async restart(): Promise<void> {
    await this.#process.stop();
    this.#process = await launch(this.#folder);
  }

  async stop(): Promise<void> {
    await this.#process.stop();
    await rm(this.#folder, { recursive: true });
  }
}

function launch(folder: string): Promise<ServerProcess> {
  const env = {
    NODE_ENV: 'development',
    HTTP_PORT: new URL(ParleyServer.http).port,
    WS_PORT: new URL(ParleyServer.socket).port,
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
  return ServerProcess.start(main, env, `${ParleyServer.http}/web/health`);
}
