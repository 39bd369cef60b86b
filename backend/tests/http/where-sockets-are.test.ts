import { GATEWAY_PATH, SOCKET_PATH } from '@parley/protocol';
import { describe, expect, test } from 'vitest';
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

describe('who asks for the address of plain WebSockets without an upgrade', () => {
  const expectation = {
    status: 426,
    upgrade: 'websocket',
    body: { code: 'E_UPGRADE_REQUIRED', retryable: false },
  };
  const asked = async (url: string, options: RequestInit = {}) => {
    const answer = await fetch(`${url}${GATEWAY_PATH}?after=`, options);
    return {
      status: answer.status,
      upgrade: answer.headers.get('upgrade'),
      body: (await answer.json()) as unknown,
    };
  };

  test('is told that it takes one', async () => {
    const { wsUrl } = await startTestBackend();
    expect(await asked(wsUrl)).toMatchObject(expectation);
    expect(await asked(wsUrl, { method: 'POST', body: '{}' })).toMatchObject(expectation);
  });

  test('is told so by a server with one port, too', async () => {
    const { httpUrl } = await startTestBackend({ config: { staticDir: import.meta.dirname } });
    expect(await asked(httpUrl)).toMatchObject(expectation);
  });
});
