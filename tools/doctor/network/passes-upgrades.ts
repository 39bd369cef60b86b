import { randomBytes } from 'node:crypto';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { SOCKET_PATH } from '@parley/protocol';

/** Whether sockets come through to a server. @throws Error where nobody answers within 5 s */
export function passesUpgrades(origin: URL): Promise<boolean> {
  const url = new URL(`${SOCKET_PATH}/?EIO=4&transport=websocket`, origin);
  const headers = {
    Connection: 'Upgrade',
    Upgrade: 'websocket',
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Key': randomBytes(16).toString('base64'),
    Origin: origin.origin,
  };
  const options = { headers, signal: AbortSignal.timeout(5_000), agent: false } as const;
  return new Promise((resolve, reject) => {
    const asking =
      url.protocol === 'https:'
        ? requestHttps(url, { ...options, rejectUnauthorized: false })
        : requestHttp(url, options);
    asking.once('error', reject);
    asking.once('upgrade', (_response, socket) => {
      socket.destroy();
      resolve(true);
    });
    asking.once('response', (response) => {
      response.destroy();
      resolve(false);
    });
    asking.end();
  });
}
