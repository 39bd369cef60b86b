import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';

export type Settings = Readonly<Record<string, string | undefined>>;
export type Environment = 'dev' | 'prod';

const root = join(import.meta.dirname, '../..');

/** What the files say of containers, said of one machine: the back proxy is for its front proxy alone. */
const oneMachine: Settings = {
  BACKEND_NGINX_LISTEN: '127.0.0.1',
  BACKEND_NGINX_ADDRESS: '127.0.0.1',
  BACKEND_ADDRESS: '127.0.0.1',
  WEB_ROOT: join(root, 'frontend/dist/browser'),
  CERTS: join(root, 'certs'),
};

/**
 * The settings of `environments/`, for proxies that run on this machine and not in containers.
 * @param shell what is set there wins
 */
export function proxySettings(
  environment: Environment,
  shell: Settings = {},
  files: Settings = filesOf(environment),
): Settings {
  const set = filled(shell);
  const settings = { ...filled(files), ...oneMachine, ...set };
  return { ...settings, ...oneMachineOf(environment, settings), ...set };
}

function oneMachineOf(environment: Environment, settings: Settings): Settings {
  // Everyone knows the passwords of the demo users.
  if (environment === 'dev') return { CLIENT_NGINX_LISTEN: '127.0.0.1' };
  return {
    // `npm run serve` has one port for everything.
    BACKEND_WS_PORT: settings.BACKEND_HTTP_PORT,
    PUBLIC_URL: settings.PUBLIC_URL ?? `https://localhost:${settings.CLIENT_NGINX_PORT}`,
  };
}

/** What is set to nothing is not set. */
function filled(settings: Settings): Settings {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value?.trim()));
}

function filesOf(environment: Environment): Settings {
  const read = (name: string) => parseEnv(readFileSync(join(root, `environments/${name}.env`), 'utf8'));
  return { ...read('common'), ...read(environment) };
}
