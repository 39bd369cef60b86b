import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RecordingProxy } from '../../tools/blind/recording-proxy.ts';
import { freePort } from '../../tools/test/free-port.ts';
import { cellsOf } from '../blind/cells-of.ts';
import { Watch } from '../blind/watch.ts';
import { Child } from './child.ts';

const proxyConfig = join(import.meta.dirname, '../../proxy.conf.json');

interface Parts {
  readonly client: Child;
  readonly server: Child;
  /** To the server's ports. */
  readonly ways: readonly RecordingProxy[];
}

/** The parts of `npm start`, on separate ports: the server with demo users, and `ng serve` with its proxy in front. */
export class DevServer {
  readonly origin: string;
  private readonly folder: string;
  private readonly client: Child;
  private readonly server: Child;
  private readonly ways: readonly RecordingProxy[];

  private constructor(origin: string, folder: string, { client, server, ways }: Parts) {
    this.origin = origin;
    this.folder = folder;
    this.client = client;
    this.server = server;
    this.ways = ways;
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
    const ways = [new RecordingProxy(http), new RecordingProxy(socket)];
    const [httpWay = 0, socketWay = 0] = await Promise.all(ways.map((way) => way.listen()));
    const proxy = join(folder, 'proxy.conf.json');
    const config = await readFile(proxyConfig, 'utf8');
    await writeFile(proxy, config.replaceAll('8091', String(httpWay)).replaceAll('8092', String(socketWay)));
    const ng = [
      '../node_modules/@angular/cli/bin/ng.js',
      'serve',
      `--port=${web}`,
      `--proxy-config=${proxy}`,
    ];
    const client = await Child.start(ng, origin, { folder: 'frontend', env: { NG_CLI_ANALYTICS: 'false' } });
    return new DevServer(origin, folder, { client, server, ways });
  }

  /** @throws Error if its server learned what it must not */
  async stop(): Promise<void> {
    const watch = new Watch(this.ways);
    await watch.lookAt(this.folder);
    await Promise.all([this.client, this.server].map((child) => child.end('SIGTERM')));
    for (const way of this.ways) way.close();
    watch.hasLogged(this.server.said);
    watch.hasStored(cellsOf(join(this.folder, 'parley.db')));
    await rm(this.folder, { recursive: true });
    watch.check();
  }
}
