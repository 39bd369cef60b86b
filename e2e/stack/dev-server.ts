import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../tools/test/free-port.ts';
import { Child } from './child.ts';

const proxyConfig = join(import.meta.dirname, '../../proxy.conf.json');

/** The parts of `npm start`, on separate ports: the server with demo users, and `ng serve` with its proxy in front. */
export class DevServer {
  readonly origin: string;
  private readonly folder: string;
  private readonly children: readonly Child[];

  private constructor(origin: string, folder: string, children: readonly Child[]) {
    this.origin = origin;
    this.folder = folder;
    this.children = children;
  }

  static async start(): Promise<DevServer> {
    const folder = await mkdtemp(join(tmpdir(), 'parley-dev-'));
    const [web, http, socket] = [await freePort(), await freePort(), await freePort()];
    const origin = `http://localhost:${web}`;
    const server = await Child.start(['backend/src/main.ts'], `http://localhost:${http}/web/health`, {
      env: {
        NODE_ENV: 'development',
        PUBLIC_URL: origin,
        HTTP_PORT: String(http),
        WS_PORT: String(socket),
        DB_PATH: join(folder, 'parley.db'),
      },
    });
    const proxy = join(folder, 'proxy.conf.json');
    const config = await readFile(proxyConfig, 'utf8');
    await writeFile(proxy, config.replace('8091', String(http)).replace('8092', String(socket)));
    const ng = [
      '../node_modules/@angular/cli/bin/ng.js',
      'serve',
      `--port=${web}`,
      `--proxy-config=${proxy}`,
    ];
    const client = await Child.start(ng, origin, { folder: 'frontend', env: { NG_CLI_ANALYTICS: 'false' } });
    return new DevServer(origin, folder, [client, server]);
  }

  async stop(): Promise<void> {
    await Promise.all(this.children.map((child) => child.end('SIGTERM')));
    await rm(this.folder, { recursive: true });
  }
}
