import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { fillTemplate } from '../../tools/proxy/fill-template.ts';
import { LocalNginx } from '../../tools/proxy/local-nginx.ts';
import { freePort } from '../../tools/test/free-port.ts';
import { type Environment, proxySettings, type Settings } from '../../tools/proxy/settings.ts';
import type { Certificates } from './certificates.ts';

export const SCRIPT = 'console.log("a file whose name has its hash")';

/** Front and back proxy of one environment on separate ports, in front of any server on the other two ports. */
export type Stack = {
  readonly front: string;
  readonly back: string;
  readonly redirect: string;
  readonly httpPort: string;
  readonly chatPort: string;
  stop(): Promise<void>;
};

/** @param log an open file for what both proxies log */
export async function startStack(
  environment: Environment,
  certificates: Certificates,
  changes: Settings = {},
  log?: number,
): Promise<Stack> {
  const [front = '', back = '', redirect = '', http = '', chat = ''] = await Promise.all(
    Array.from({ length: 5 }, async () => `${await freePort()}`),
  );
  const settings = {
    ...proxySettings(environment),
    CLIENT_NGINX_PORT: front,
    BACKEND_NGINX_PORT: back,
    CLIENT_NGINX_REDIRECT_PORT: redirect,
    BACKEND_HTTP_PORT: http,
    BACKEND_WS_PORT: chat,
    PUBLIC_URL: `https://localhost:${front}`,
    WEB_ROOT: webClient(),
    CERTS: certificates.folder,
    ...changes,
  };
  const proxies = ['back', 'front'].map(
    (side) => new LocalNginx(fillTemplate(`${side}-${environment}`, settings), undefined, log),
  );
  await Promise.race([Promise.all([listens(front), listens(back)]), ...proxies.map(endedEarly)]);
  const scheme = environment === 'prod' ? 'https' : 'http';
  return {
    front: `${scheme}://localhost:${front}`,
    back: `${scheme}://localhost:${back}`,
    redirect: `http://localhost:${redirect}`,
    httpPort: http,
    chatPort: chat,
    async stop() {
      await Promise.all(proxies.map((proxy) => proxy.stop()));
    },
  };
}

async function endedEarly({ ended }: LocalNginx): Promise<never> {
  throw new Error(`nginx ended: ${await ended}`);
}

/** As small as a built web client can be. */
function webClient(): string {
  const folder = mkdtempSync(join(tmpdir(), 'parley-web-'));
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'assets/logo.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Parley</title>');
  writeFileSync(join(folder, 'manifest.webmanifest'), '{}');
  writeFileSync(join(folder, 'ngsw-worker.js'), '');
  writeFileSync(join(folder, 'main-O4FM_Y-G.js'), SCRIPT);
  writeFileSync(join(folder, 'main-O4FM_Y-G.js.gz'), gzipSync(SCRIPT));
  return folder;
}

async function listens(port: string): Promise<void> {
  for (;;) {
    const isOpen = await new Promise<boolean>((resolve) => {
      const socket = connect(Number(port), '127.0.0.1', () => resolve(true));
      socket.once('error', () => resolve(false));
      socket.once('connect', () => socket.destroy());
    });
    if (isOpen) return;
    await setTimeout(20);
  }
}
