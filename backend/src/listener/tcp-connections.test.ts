import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { listen } from './listen.ts';
import type { Clock } from '../domain/clock.ts';
import { TestClock } from '../../testing/test-clock.ts';
import { TcpConnections, type TcpBounds } from './tcp-connections.ts';

test('35. of connections that follow one another from the same port, none is counted for ever', async () => {
  const server = createServer((_request, response) => response.end());
  onTestFinished(() => void server.close());
  new TcpConnections({ total: 2, perAddress: 2 }, () => 0).guard(server);
  const { port } = await listen(server, 0, '127.0.0.1');
  const open = async (localPort?: number): Promise<readonly [client: Socket, server: Socket]> => {
    // An address of their own: on that of everyone, the port may be taken by somebody else meanwhile.
    const local = { localAddress: '127.0.0.7', ...(localPort !== undefined && { localPort }) };
    const client = connect({ port, host: '127.0.0.1', ...local });
    onTestFinished(() => void client.destroy());
    const accepted = new Promise<Socket>((resolve) => server.once('connection', resolve));
    await once(client, 'connect');
    return [client, await accepted];
  };

  const [first] = await open();
  const { localPort } = first;
  // The server accepts the second before it has closed the first.
  first.resetAndDestroy();
  const [second, accepted] = await open(localPort);
  const closed = once(accepted, 'close');
  second.destroy();
  await closed;

  await open();
  const [client] = await open();
  client.write('GET / HTTP/1.1\r\nHost: chat.test\r\n\r\n');
  const answer = new Promise<string>((resolve) => {
    client.once('data', (data) => resolve(String(data))).once('close', () => resolve('closed'));
  });
  expect(await answer).toContain('200 OK');
});

/** Connects, and tells whether the server kept the connection. */
async function isKept(port: number, localAddress: string): Promise<boolean> {
  const client = connect({ port, host: '127.0.0.1', localAddress });
  onTestFinished(() => void client.destroy());
  const answer = new Promise<boolean>((resolve) => {
    client
      .once('data', () => resolve(true))
      .once('error', () => resolve(false))
      .once('close', () => resolve(false));
  });
  client.write('GET / HTTP/1.1\r\nHost: chat.test\r\nConnection: close\r\n\r\n');
  return answer;
}

async function guarded(bounds: TcpBounds, clock: Clock, host: string): Promise<number> {
  const server = createServer((_request, response) => response.end());
  onTestFinished(() => void server.close());
  new TcpConnections(bounds, clock).guard(server);
  return (await listen(server, 0, host)).port;
}

test('35. new connections of an address have a rate, even if each is closed at once', async () => {
  const clock = new TestClock();
  const bounds = { total: 100, perAddress: 100, rate: () => ({ perSecond: 1, burst: 3 }) };
  const port = await guarded(bounds, clock.read, '127.0.0.1');
  for (let i = 0; i < 3; i++) expect(await isKept(port, '127.0.0.1')).toBe(true);

  expect(await isKept(port, '127.0.0.1')).toBe(false);
  expect(await isKept(port, '127.0.0.2')).toBe(true);
  clock.advance(1_000);
  expect(await isKept(port, '127.0.0.1')).toBe(true);
});

test('35. IPv4 clients of a listener for both kinds of addresses are counted one by one', async () => {
  const bounds = { total: 100, perAddress: 100, rate: () => ({ perSecond: 1, burst: 1 }) };
  const port = await guarded(bounds, () => 0, '::');

  expect(await isKept(port, '127.0.0.1')).toBe(true);
  expect(await isKept(port, '127.0.0.2')).toBe(true);
});
