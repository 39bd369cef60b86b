import { SOCKET_PATH } from '@parley/protocol';
import { expect, test } from 'vitest';
import { startTestBackend } from '../../testing/start-test-backend.ts';

/** What terminals ask, to learn where sockets are. */
const ask = async (url: string) => (await fetch(`${url}${SOCKET_PATH}/?EIO=4`)).status;

test('a server says by 404 that sockets are at another port than HTTP', async () => {
  const { httpUrl, wsUrl } = await startTestBackend();

  expect([await ask(httpUrl), await ask(wsUrl)]).toEqual([404, 400]);
});

test('a server with one port has them there', async () => {
  const { httpUrl } = await startTestBackend({ config: { staticDir: import.meta.dirname } });

  expect(await ask(httpUrl)).toBe(400);
});
