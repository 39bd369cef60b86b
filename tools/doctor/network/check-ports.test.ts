import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { expect, test } from 'vitest';
import { checkPorts } from './check-ports.ts';
import { standIn } from './stand-in.ts';

const check = (port: number, host = '127.0.0.1') =>
  checkPorts({ host, httpPort: port, wsPort: port, tls: { kind: 'none' } });

test('a port at which Parley answers is fine', async () => {
  const port = await standIn();

  expect(await check(port)).toMatchObject([{ verdict: 'fine', says: `Parley is running on port ${port}.` }]);
});

test('a port that somebody else has is a problem, and is named', async () => {
  const port = await standIn({ health: 'something else' });

  expect(await check(port)).toMatchObject([
    { verdict: 'problem', says: expect.stringContaining(`Port ${port} is taken by`) as string },
  ]);
});

test.each(['127.0.0.1', '::1'])('a free port at %s is fine', async (host) => {
  const server = createServer().listen(0, host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const closed = once(server, 'close');
  server.close();
  await closed;

  expect(await check(port, host)).toMatchObject([{ verdict: 'fine', says: `Port ${port} is free.` }]);
});

test('an address of another machine is a problem', async () => {
  expect(await check(0, '203.0.113.7')).toMatchObject([
    { verdict: 'problem', says: expect.stringContaining('No program can listen on 203.0.113.7') as string },
  ]);
});
