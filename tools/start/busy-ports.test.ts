import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { busyPorts } from './busy-ports.ts';

test('says nothing of a port that is free', async () => {
  const server = createServer().listen(0);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');

  expect(await busyPorts([port])).toEqual([]);
});

test.each(['127.0.0.1', '::1', '::'])('names a port that is taken at %s', async (host) => {
  const port = await listen(host);

  const [complaint] = await busyPorts([port]);

  expect(complaint).toContain(`Port ${port} is taken by`);
});

test.runIf(process.platform === 'linux')('names the process that holds it', async () => {
  const port = await listen('127.0.0.1');

  const [complaint] = await busyPorts([port]);

  expect(complaint).toContain(`process ${process.pid} (`);
});

async function listen(host: string): Promise<number> {
  const server = createServer().listen(0, host);
  onTestFinished(() => {
    server.close();
  });
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}
