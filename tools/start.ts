// `npm start`: the server and the web client for development, with demo users; with `--seeded` they have talked for days.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { answers } from './start/answers.ts';
import { busyPorts } from './start/busy-ports.ts';
import { isParley } from './start/is-parley.ts';
import { Service } from './start/service.ts';
import { WatchedServer } from './start/watched-server.ts';

const webPort = 4200;
const httpPort = 8091;
const chatPort = 8092;
const health = `http://localhost:${httpPort}/web/health`;
const web = `http://localhost:${webPort}`;

const { values } = parseArgs({ options: { seeded: { type: 'boolean', default: false } } });
const { seeded } = values;

const busy = await busyPorts([webPort, httpPort, chatPort]);
if (busy.length > 0) {
  console.error(busy.join('\n'));
  if (await isParley(health)) console.error('Parley is already running here.');
  process.exit(1);
}

console.log('Starting the server and building the web client ...');
const root = join(import.meta.dirname, '..');
const server = new WatchedServer({ cwd: root, args: seeded ? ['--seeded'] : [] });
const webClient = new Service(
  'web',
  ['../node_modules/@angular/cli/bin/ng.js', 'serve', `--port=${webPort}`],
  {
    cwd: join(root, 'frontend'),
    env: { NG_CLI_ANALYTICS: 'false' },
    shows: 'errors',
  },
);

const stopped = new Promise<undefined>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => resolve(undefined));
});
const over = Promise.race([stopped, webClient.ended]);

const ready = Promise.all([answers(health), answers(web)]);
void ready.then(() => console.log(developmentNotice()));

const accident = await over;
if (accident !== undefined) console.error(accident);
await Promise.all([server.stop(), webClient.stop()]);
process.exit(accident === undefined ? 0 : 1);

function developmentNotice(): string {
  return `
  Parley is running at ${web}

  Log in as satya, alice or bob with the password 1234, each in a separate browser or private window.
  Press Ctrl-C to stop.
`;
}
