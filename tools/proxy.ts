// `npm run proxy:dev`, `npm run proxy:prod`: front and back proxy of nginx/ on this machine, before a server that
// runs already (`npm start`, `npm run serve`) and the web client that `npm run build` left.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fillTemplate } from './proxy/fill-template.ts';
import { LocalNginx } from './proxy/local-nginx.ts';
import { type Environment, proxySettings } from './proxy/settings.ts';

const environment: Environment = process.argv[2] === 'prod' ? 'prod' : 'dev';
const settings = proxySettings(environment, process.env);

const needed = [
  { path: join(settings.WEB_ROOT ?? '', 'index.html'), remedy: 'npm run build' },
  ...(environment === 'prod'
    ? [{ path: join(settings.CERTS ?? '', 'server.crt'), remedy: 'certs/gencert.sh' }]
    : []),
];
const lacking = needed.filter(({ path }) => !existsSync(path));
for (const { path, remedy } of lacking) console.error(`${path} is missing: run ${remedy}`);
if (lacking.length > 0) process.exit(1);

// All of them before any nginx starts.
const configurations = ['back', 'front'].map((side) => fillTemplate(`${side}-${environment}`, settings));
const stopped = new Promise<undefined>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => resolve(undefined));
});
const proxies: LocalNginx[] = [];
let accident: string | undefined;
try {
  for (const configuration of configurations) proxies.push(new LocalNginx(configuration));
  const protocol = environment === 'prod' ? 'https' : 'http';
  console.log(
    `${protocol}://localhost:${settings.CLIENT_NGINX_PORT} -> back proxy -> server. Press Ctrl-C to stop.`,
  );
  accident = await Promise.race([stopped, ...proxies.map(({ ended }) => ended)]);
} finally {
  await Promise.all(proxies.map((proxy) => proxy.stop()));
}
if (accident !== undefined) console.error(accident);
process.exit(accident === undefined ? 0 : 1);
