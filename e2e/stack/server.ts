import { execFile } from 'node:child_process';
import { access, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '../../tools/test/free-port.ts';
import { Child } from './child.ts';
import type { Stack } from './stack.ts';
import { withoutRateLimits } from './without-rate-limits.ts';

const root = join(import.meta.dirname, '../..');
const built = join(root, 'frontend/dist/browser');

interface ServerOptions {
  /** The folder of the web client, if it is not the latest build. */
  readonly webClient?: string;
  /** The repository that it runs from, if it is not this one. */
  readonly source?: string;
  /** In development instead, with the team of `npm start -- --seeded`. */
  readonly seeded?: boolean;
}

/** A complete Parley as in production: one process and port for HTTP, sockets and the built web client, one SQLite file. */
export class Server implements Stack {
  readonly origin: string;
  private readonly port: number;
  private readonly folder: string;
  private readonly options: Required<ServerOptions>;
  private child: Child | undefined;

  private constructor(port: number, folder: string, options: Required<ServerOptions>) {
    this.port = port;
    this.options = options;
    this.folder = folder;
    this.origin = `http://localhost:${port}`;
  }

  static async start({
    webClient = built,
    source = root,
    seeded = false,
  }: ServerOptions = {}): Promise<Server> {
    await access(join(webClient, 'index.html')).catch(() => {
      throw new Error('The web client is not built. Run `npm run build` first.');
    });
    const folder = await mkdtemp(join(tmpdir(), 'parley-e2e-'));
    const server = new Server(await freePort(), folder, { webClient, source, seeded });
    await server.launch();
    return server;
  }

  /** Starts it, or starts it again on the same file and port. */
  async launch(): Promise<void> {
    const { source, seeded } = this.options;
    const env = this.env();
    const script = ['backend/src/main.ts', ...(seeded ? ['--seeded'] : [])];
    this.child = await Child.start(script, `${this.origin}/web/health`, { env, folder: source });
    // Logged once the team has said everything.
    if (seeded) await this.child.says('listening');
  }

  /** The folder of its source, which may be another version's. */
  get source(): string {
    return this.options.source;
  }

  /** The file of its database. */
  get database(): string {
    return join(this.folder, 'parley.db');
  }

  /** A link by which a user sets a new password, as an administrator makes it. */
  async resetLink(username: string): Promise<string> {
    const script = ['backend/src/tools/reset-password.ts', username];
    const { stdout } = await promisify(execFile)(process.execPath, script, {
      cwd: this.source,
      env: { PATH: process.env.PATH ?? '', ...this.env() },
    });
    return /\S+\/reset#\S+/.exec(stdout)?.[0] ?? '';
  }

  async adminLink(): Promise<string> {
    return (await this.child?.adminLink()) ?? '';
  }

  /** Like `kill -9`: acknowledged messages must be in the file. */
  async kill(): Promise<void> {
    await this.child?.end('SIGKILL');
  }

  /** Until it is launched again. */
  async shutDown(): Promise<void> {
    await this.child?.end('SIGTERM');
  }

  async stop(): Promise<void> {
    await this.shutDown();
    await rm(this.folder, { recursive: true });
  }

  private env(): Record<string, string> {
    const { webClient, seeded } = this.options;
    return {
      NODE_ENV: seeded ? 'development' : 'production',
      PUBLIC_URL: this.origin,
      HTTP_PORT: String(this.port),
      WS_PORT: String(this.port),
      STATIC_DIR: webClient,
      DB_PATH: this.database,
      JWT_SECRET: 'only for tests, and long enough for one',
      REGISTRATION: 'open',
      LOG_LEVEL: seeded ? 'info' : 'warn',
      ...withoutRateLimits,
    };
  }
}
