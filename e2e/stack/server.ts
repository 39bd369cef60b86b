import { execFile } from 'node:child_process';
import { access, copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { RecordingProxy } from '../../tools/blind/recording-proxy.ts';
import { freePort } from '../../tools/test/free-port.ts';
import { cellsOf } from '../blind/cells-of.ts';
import { Watch } from '../blind/watch.ts';
import { Child } from './child.ts';
import type { Stack } from './stack.ts';
import { withoutRateLimits } from './without-rate-limits.ts';

const root = join(import.meta.dirname, '../..');
const built = join(root, 'frontend/dist/browser');

interface Ports {
  readonly open: number;
  readonly own: number;
}

interface ServerOptions {
  /** The folder of the web client, if it is not the latest build. */
  readonly webClient?: string;
  /** The repository that it runs from, if it is not this one. */
  readonly source?: string;
  /** In development instead, with the team of `npm start -- --seeded`. */
  readonly seeded?: boolean;
  /** Not where it is measured. */
  readonly isWatched?: boolean;
}

/**
 * A complete Parley as in production: one process and port for HTTP, sockets and the built web client, one SQLite file. When it
 * stops, it is looked for what it must not have learned.
 */
export class Server implements Stack {
  readonly origin: string;
  /** What it received, stored and logged. */
  readonly watch: Watch;
  private readonly way: RecordingProxy;
  /** Where browsers find it, and where it listens behind that. */
  private readonly ports: Ports;
  private readonly folder: string;
  private readonly options: Required<ServerOptions>;
  private child: Child | undefined;

  private constructor(ports: Ports, folder: string, options: Required<ServerOptions>) {
    this.ports = ports;
    this.options = options;
    this.folder = folder;
    this.origin = `http://localhost:${ports.open}`;
    this.way = new RecordingProxy(ports.own);
    this.watch = new Watch([this.way]);
  }

  static async start({
    webClient = built,
    source = root,
    seeded = false,
    isWatched = true,
  }: ServerOptions = {}): Promise<Server> {
    await access(join(webClient, 'index.html')).catch(() => {
      throw new Error('The web client is not built. Run `npm run build` first.');
    });
    const folder = await mkdtemp(join(tmpdir(), 'parley-e2e-'));
    const own = await freePort();
    const ports = { own, open: isWatched ? await freePort() : own };
    const server = new Server(ports, folder, { webClient, source, seeded, isWatched });
    await server.launch();
    return server;
  }

  /** Starts it, or starts it again on the same file and port. */
  async launch(): Promise<void> {
    const { source, seeded } = this.options;
    const env = this.env();
    const script = ['backend/src/main.ts', ...(seeded ? ['--seeded'] : [])];
    const address = `http://localhost:${this.ports.own}/web/health`;
    this.child = await Child.start(script, address, { env, folder: source });
    // Logged once the team has said everything.
    if (seeded) await this.child.says('listening');
    if (this.options.isWatched) await this.way.listen(this.ports.open);
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
    const said = await this.tool('reset-password', username);
    return /\S+\/reset#\S+/.exec(said)?.[0] ?? '';
  }

  /** As an administrator does it. */
  async deactivate(username: string): Promise<void> {
    await this.tool('users', 'deactivate', username);
  }

  async adminLink(): Promise<string> {
    return (await this.child?.adminLink()) ?? '';
  }

  /** Like `kill -9`: acknowledged messages must be in the file. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  /** Until it is launched again. */
  async shutDown(): Promise<void> {
    await this.end('SIGTERM');
  }

  /** Keeps a copy of the database, as an operator does while the server is away. */
  async backUp(): Promise<void> {
    await this.copied(this.database, this.backup);
  }

  /** Goes back to the copy. */
  async restore(): Promise<void> {
    await this.copied(this.backup, this.database);
  }

  /** @throws Error if it learned what it must not */
  async stop(): Promise<void> {
    await this.shutDown();
    this.way.close();
    if (this.options.isWatched) this.watch.hasStored(cellsOf(this.database));
    await rm(this.folder, { recursive: true });
    if (this.options.isWatched) this.watch.check();
  }

  /** Runs a tool of the operator. @returns what it printed */
  private async tool(name: string, ...args: readonly string[]): Promise<string> {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [`backend/src/tools/${name}.ts`, ...args],
      { cwd: this.source, env: { PATH: process.env.PATH ?? '', ...this.env() } },
    );
    return stdout;
  }

  private get backup(): string {
    return `${this.database}.backup`;
  }

  private async copied(from: string, to: string): Promise<void> {
    await this.shutDown();
    await copyFile(from, to);
    await this.launch();
  }

  /** What is overwritten later was stored all the same, so one looks before. */
  private async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    if (this.options.isWatched) await this.watch.lookAt(this.folder);
    this.way.refuse();
    await this.child?.end(signal);
    this.watch.hasLogged(this.child?.said ?? '');
  }

  private env(): Record<string, string> {
    const { webClient, seeded } = this.options;
    return {
      NODE_ENV: seeded ? 'development' : 'production',
      PUBLIC_URL: this.origin,
      HTTP_PORT: String(this.ports.own),
      WS_PORT: String(this.ports.own),
      STATIC_DIR: webClient,
      DB_PATH: this.database,
      SECURITY_LOG_FILE: join(this.folder, 'security.log'),
      JWT_SECRET: 'only for tests, and long enough for one',
      REGISTRATION: 'open',
      API_DOCS: 'on',
      LOG_LEVEL: seeded ? 'info' : 'trace',
      ...withoutRateLimits,
    };
  }
}
