import { once } from 'node:events';
import { Agent, createServer, get, type IncomingMessage } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { ClosableServer } from './closable-server.ts';
import { listen } from './listen.ts';

test('a server whose last connection was idle closes, though that connection is not quite gone', async () => {
  const closable = new ClosableServer(createServer((_request, response) => void response.end('here')));
  const { port } = await listen(closable.server, 0, '127.0.0.1');
  const agent = new Agent({ keepAlive: true });
  onTestFinished(() => agent.destroy());
  const response = await new Promise<IncomingMessage>((resolve) => get({ port, agent }, resolve));
  await once(response.resume(), 'end');

  closable.refuse();
  await once(closable.server, 'close');
  await closable.close();

  expect(closable.server.listening).toBe(false);
});
