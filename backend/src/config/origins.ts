import { isIPv6 } from 'node:net';
import { type Settings, wsPortOf } from './settings.ts';
import type { TlsConfig } from './tls-config.ts';

/** The address that people open if nothing else is configured. */
export function defaultPublicUrl({ NODE_ENV, HTTP_PORT }: Settings, tls: TlsConfig): string {
  return originOf(tls, hostsOf(tls)[0], NODE_ENV === 'production' ? HTTP_PORT : 4200);
}

/** Default origins: PUBLIC_URL and the address of a server with one port; in development, all of its ports. */
export function defaultOrigins(settings: Settings, tls: TlsConfig, publicUrl: string): readonly string[] {
  const { NODE_ENV, HTTP_PORT } = settings;
  const wsPort = wsPortOf(settings);
  const ports =
    NODE_ENV === 'production' ? (HTTP_PORT === wsPort ? [HTTP_PORT] : []) : [4200, HTTP_PORT, wsPort];
  const own = ports.flatMap((port) => hostsOf(tls).map((host) => originOf(tls, host, port)));
  return [...new Set([publicUrl, ...own])];
}

function hostsOf(tls: TlsConfig): readonly [string, ...string[]] {
  return tls.kind === 'own' ? tls.hosts : ['localhost', '127.0.0.1'];
}

/** As browsers write an origin: without the default port. */
function originOf({ kind }: TlsConfig, host: string, port: number): string {
  const name = isIPv6(host) ? `[${host}]` : host;
  return new URL(`${kind === 'none' ? 'http' : 'https'}://${name}:${port}`).origin;
}
