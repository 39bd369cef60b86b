import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { listen } from './listen.ts';
import { TcpConnections } from './tcp-connections.ts';

test('35. of connections that follow one another from the same port, none is counted for ever', async () => {
  const server = createServer((_request, response) => response.end());
  onTestFinished(() => void server.close());
  new TcpConnections({ total: 2, perAddress: 2 }).guard(server);
  const { port } = await listen(server, 0, '127.0.0.1');
  const open = async (localPort?: number): Promise<readonly [client: Socket, server: Socket]> => {
    const client = connect({ port, host: '127.0.0.1', ...(localPort !== undefined && { localPort }) });
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
