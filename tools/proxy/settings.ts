import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';

export type Settings = Readonly<Record<string, string | undefined>>;
export type Environment = 'dev' | 'prod';

const root = join(import.meta.dirname, '../..');

/** What the files say of containers, said of one machine. */
const oneMachine: Settings = {
  BACKEND_NGINX_ADDRESS: '127.0.0.1',
  BACKEND_ADDRESS: '127.0.0.1',
  WEB_ROOT: join(root, 'frontend/dist/browser'),
  CERTS: join(root, 'certs'),
};

/** The settings of `environments/`, for proxies that run on this machine and not in containers. */
export function proxySettings(environment: Environment): Settings {
  const files = { ...environmentFile('common'), ...environmentFile(environment) };
  // `npm run serve` has one port for everything.
  const ports = environment === 'prod' && { BACKEND_WS_PORT: files.BACKEND_HTTP_PORT };
  return { ...files, ...oneMachine, ...ports };
}

function environmentFile(name: string): Settings {
  return parseEnv(readFileSync(join(root, `environments/${name}.env`), 'utf8'));
}
