import { once } from 'node:events';
import { request as requestPlain } from 'node:http';
import { request as requestTls } from 'node:https';
import type { Duplex } from 'node:stream';
import type { Certificates } from './certificates.ts';

export type UpgradedSocket = {
  /** Resolves with what comes back. */
  say(words: string): Promise<string>;
  close(): void;
};

/** A bare upgraded connection through the proxies: no pings are sent on it. */
export async function upgrade(
  front: string,
  certificates: Certificates,
  path = '/socket.io/?EIO=4&transport=websocket',
): Promise<UpgradedSocket> {
  const request = front.startsWith('https:') ? requestTls : requestPlain;
  const asked = request(`${front}${path}`, {
    ca: certificates.server,
    agent: false,
    headers: { Connection: 'Upgrade', Upgrade: 'websocket' },
  }).end();
  const [, socket] = (await once(asked, 'upgrade')) as [unknown, Duplex];
  return {
    async say(words) {
      socket.write(words);
      const [echo] = (await once(socket, 'data')) as [Buffer];
      return echo.toString();
    },
    close: () => socket.destroy(),
  };
}
