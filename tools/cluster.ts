// `npm run cluster -- --nodes 3`: several servers with MongoDB, Redis and one nginx before them, to try it out on this machine.
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { buildWebClient } from './build/build-web-client.ts';
import { readOptions, USAGE, type ClusterOptions } from './cluster/options.ts';
import { ServerGroup } from './cluster/server-group.ts';
import { startMongoDb, startRedis } from './cluster/stores.ts';
import { fillTemplate } from './proxy/fill-template.ts';
import { LocalNginx } from './proxy/local-nginx.ts';
import { answers } from './start/answers.ts';
import { busyPorts } from './start/busy-ports.ts';
import type { Service } from './start/service.ts';
import { locate } from './test/needs.ts';

const root = join(import.meta.dirname, '..');

try {
  await main(readOptions(process.argv.slice(2), process.env));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  console.error(USAGE);
  process.exit(1);
}

interface Stoppable {
  stop(): Promise<void>;
}

/** Whatever ends it, also in the middle of the start: what was started is stopped, the last first. */
async function main(options: ClusterOptions): Promise<void> {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stop.abort());
  const running: Stoppable[] = [];
  try {
    console.error(await run(options, running, stop.signal));
    process.exitCode = 1;
  } catch (error) {
    if (!stop.signal.aborted) throw error;
  } finally {
    for (const one of running.reverse()) await one.stop();
  }
  process.exit();
}

/**
 * Resolves when something ended that should not, with a sentence about it. Rejects when it shall stop.
 * @param running gets what is started
 */
async function run(options: ClusterOptions, running: Stoppable[], stop: AbortSignal): Promise<string> {
  const { nodes, port } = options;
  const ports = Array.from({ length: nodes }, (_, i) => port + 1 + i);
  const [redisPort, mongoPort] = [port + 20, port + 21];
  const busy = await busyPorts([port, ...ports, redisPort, mongoPort]);
  if (busy.length > 0) throw new Error(busy.join('\n'));
  const nginx = process.env.NGINX_PATH ?? locate(['nginx']);
  if (nginx === undefined)
    throw new Error("nginx isn't installed. Install it: it distributes people over the servers.");

  if (options.build && buildWebClient(root) !== 0) throw new Error("The web client wasn't built.");

  stop.throwIfAborted();
  const stopped = new Promise<never>((_resolve, reject) => {
    stop.addEventListener('abort', () => reject(stop.reason as Error));
  });
  console.log(`Starting MongoDB, Redis, ${nodes} servers and nginx ...`);
  const mongodb = startMongoDb(options.mongodb, mongoPort, options.data);
  const redis = startRedis(options.redis, redisPort);
  const stores = [...mongodb.services, ...redis.services];
  running.push(...stores);
  await Promise.race([stopped, Promise.all([mongodb.ready, redis.ready]), ...stores.map(failed)]);
  const origin = `http://localhost:${port}`;
  const servers = new ServerGroup(ports, {
    NODE_ENV: process.env.NODE_ENV ?? 'development',
    PUBLIC_URL: origin,
    TRUST_PROXY: '1',
    MONGODB_URI: mongodb.address,
    REDIS_URL: redis.address,
    JWT_SECRET: process.env.JWT_SECRET ?? randomBytes(32).toString('hex'),
    DB_PATH: '',
  });
  running.push(servers);
  const ends = [stopped, servers.ended, ...stores.map(({ ended }) => ended)];
  // nginx leaves out for ten seconds whoever refused a connection, and all of them do while they start.
  const health = ports.map((one) => answers(`http://127.0.0.1:${one}/web/health`, stop));
  const end = await Promise.race([...ends, Promise.all(health).then(() => undefined)]);
  if (end !== undefined) return end;
  const proxy = startProxy(port, ports, nginx);
  running.push(proxy);
  console.log(clusterNotice(origin, servers));
  return Promise.race([...ends, proxy.ended]);
}

function startProxy(port: number, servers: readonly number[], program: string): LocalNginx {
  const configuration = fillTemplate('cluster', {
    PORT: `${port}`,
    SERVERS: servers.map((one) => `server 127.0.0.1:${one};`).join(' '),
    WEB_ROOT: join(root, 'frontend/dist/browser'),
  });
  return new LocalNginx(configuration, program);
}

async function failed({ ended }: Service): Promise<never> {
  throw new Error(await ended);
}

function clusterNotice(origin: string, servers: ServerGroup): string {
  return `
  Parley is running at ${origin}, on these servers:
    ${servers.describe().join('\n    ')}

  Log in as satya, alice or bob with the password 1234, each in a separate browser or private window.
  kill -9 a server, and its people go on at another; it is started again. Ctrl-C ends everything.
`;
}
