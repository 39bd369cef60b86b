import { resolve } from 'node:path';
import { ConfigError } from './config-error.ts';
import { type Settings, wsPortOf } from './settings.ts';

/** Where the server's certificate comes from: none, files, or one that the server makes itself. */
export type TlsConfig =
  | { readonly kind: 'none' }
  | { readonly kind: 'files'; readonly cert: string; readonly key: string }
  | {
      readonly kind: 'own';
      /** Where it is kept. */
      readonly folder: string;
      /** Names and addresses of the server, the best first. */
      readonly hosts: readonly [string, ...string[]];
    };

/** Names and addresses of a server that listens at `host`, the best first. */
export type Reachable = (host: string) => readonly [string, ...string[]];

/**
 * Whether the server speaks TLS itself. It does if it has a certificate, or if other machines reach it without a proxy:
 * browsers offer Web Crypto only on https pages and on localhost.
 * @throws ConfigError for settings that contradict each other
 */
export function tlsOf(settings: Settings, folder: string, reachable: Reachable): TlsConfig {
  const tls = sourceOf(settings, folder, reachable);
  if (tls.kind !== 'none' && settings.PUBLIC_URL?.startsWith('http:'))
    throw new ConfigError([
      `PUBLIC_URL is "${settings.PUBLIC_URL}", but the server speaks https. Allowed: an address like https://chat.example.org, ` +
        'HOST=127.0.0.1 for this machine alone, or TRUST_PROXY for a proxy that does the https.',
    ]);
  return tls;
}

function sourceOf(settings: Settings, folder: string, reachable: Reachable): TlsConfig {
  const { TLS_CERT_FILE: cert, TLS_KEY_FILE: key, PUBLIC_URL, HOST, TRUST_PROXY, NODE_ENV } = settings;
  if ((cert === undefined) !== (key === undefined))
    throw new ConfigError(['TLS_CERT_FILE and TLS_KEY_FILE belong together. Set both, or none.']);
  if (cert !== undefined && key !== undefined) {
    if (PUBLIC_URL === undefined)
      throw new ConfigError([
        'PUBLIC_URL is missing. Allowed: the address that TLS_CERT_FILE is for, like https://chat.example.org.',
      ]);
    return { kind: 'files', cert: resolve(cert), key: resolve(key) };
  }
  if (NODE_ENV !== 'production' || TRUST_PROXY > 0 || isLoopback(HOST)) return { kind: 'none' };
  const [best, ...others] = reachable(HOST);
  const hosts =
    PUBLIC_URL === undefined
      ? ([best, ...others] as const)
      : ([hostOf(PUBLIC_URL), best, ...others] as const);
  return { kind: 'own', folder: resolve(folder), hosts };
}

/**
 * The port whose plain HTTP leads to https, if there is one.
 * @throws ConfigError where the server speaks no https, or listens there for something else
 */
export function redirectPortOf(settings: Settings, tls: TlsConfig): number | undefined {
  const { HTTP_REDIRECT_PORT: port, HTTP_PORT } = settings;
  if (port === undefined) return undefined;
  if (tls.kind === 'none')
    throw new ConfigError([
      `HTTP_REDIRECT_PORT is "${port}", but the server speaks no https. Leave it out: a proxy in front does the redirect.`,
    ]);
  if (port !== 0 && [HTTP_PORT, wsPortOf(settings)].includes(port))
    throw new ConfigError([
      `HTTP_REDIRECT_PORT is "${port}", as is HTTP_PORT or WS_PORT. Allowed: a port of its own, such as 80; plain HTTP on the ` +
        'others is redirected anyway.',
    ]);
  return port;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}

function hostOf(url: string): string {
  return new URL(url).hostname.replaceAll(/[[\]]/g, '');
}
