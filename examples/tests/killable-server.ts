import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { registerWithKeys } from '../../backend/testing/register-with-keys.ts';
import { ORIGIN } from '../../backend/testing/start-test-backend.ts';
import { compileCache } from '../../tools/test/compile-cache.ts';
import { freePort } from '../../tools/test/free-port.ts';
import { startProgram } from '../../tools/test/start-program.ts';

const root = join(import.meta.dirname, '../..');

/** A server with a SQLite file, which is killed and started again where it was. */
export class KillableServer {
  readonly folder: string;
  readonly #env: NodeJS.ProcessEnv;
  #process: ReturnType<typeof startProgram> | undefined;

  private constructor(folder: string, env: NodeJS.ProcessEnv) {
    this.folder = folder;
    this.#env = env;
  }

  static async start(): Promise<KillableServer> {
    const folder = await mkdtemp(join(tmpdir(), 'parley-killable-'));
    await writeFile(join(folder, 'index.html'), '<!doctype html><title>Parley</title>');
    const server = new KillableServer(folder, {
      PATH: process.env.PATH,
      ...compileCache,
      NODE_ENV: 'production',
      HTTP_PORT: `${await freePort()}`,
      STATIC_DIR: folder,
      DB_PATH: join(folder, 'parley.db'),
      JWT_SECRET_FILE: join(folder, 'jwt-secret'),
      REGISTRATION: 'open',
      ALLOWED_ORIGINS: ORIGIN,
      MESSAGE_RATE_LIMIT: '0',
      CONNECTION_RATE_LIMIT: '0',
      LOG_LEVEL: 'error',
    });
    await server.restart();
    return server;
  }

  get url(): string {
    return `ws://127.0.0.1:${this.#env.HTTP_PORT}/ws`;
  }

  /** Resolves when it listens. */
  async restart(): Promise<void> {
    const server = startProgram(process.execPath, ['backend/src/main.ts'], { cwd: root, env: this.#env });
    this.#process = server;
    let told = '';
    for await (const chunk of server.stdout.iterator({ destroyOnReturn: false })) {
      told += String(chunk);
      if (told.includes('ready after')) return;
    }
    throw new Error(`It ended before it listened: ${told}`);
  }

  /** Without a word to anybody. */
  async kill(): Promise<void> {
    const server = this.#process;
    const isRunning = server?.exitCode === null && server.signalCode === null;
    if (!isRunning) return;
    server.kill('SIGKILL');
    await once(server, 'exit');
  }

  /** A machine of this name. @returns its token */
  async machine(name: string): Promise<string> {
    const tool = startProgram(process.execPath, ['backend/src/tools/machine.ts', 'create', name], {
      cwd: root,
      env: this.#env,
    });
    let said = '';
    tool.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    await once(tool, 'close');
    const token = /eyJ[\w-]+\.[\w-]+\.[\w-]+/.exec(said)?.[0];
    if (token === undefined) throw new Error(`no token: ${said}`);
    return token;
  }

  /** A person. @returns their token */
  async person(): Promise<string> {
    const { token } = await registerWithKeys(this.url.replace('ws', 'http').replace('/ws', ''));
    return token;
  }

  async end(): Promise<void> {
    await this.kill();
    await rm(this.folder, { recursive: true });
  }
}
