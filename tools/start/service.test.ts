import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { Service } from './service.ts';

test('stopping a service ends what it started itself', async () => {
  const { port, grandchild } = await expectCall();
  const child = `
    const { spawn } = require('node:child_process');
    const call = 'require("node:net").connect(${port}, "127.0.0.1"); setInterval(() => {}, 1000)';
    spawn(process.execPath, ['-e', call], { stdio: 'ignore' });
    setInterval(() => {}, 1000);`;
  const service = new Service('parent', ['-e', child], { shows: 'errors' });
  const socket = await grandchild;
  const gone = once(socket, 'close');

  await service.stop();

  await gone;
  expect(await service.ended).toBe('The parent ended with SIGTERM.');
});

test('a service that fails says how', async () => {
  const service = new Service('child', ['-e', 'process.exit(3)'], { shows: 'errors' });

  expect(await service.ended).toBe('The child ended with code 3.');
});

/** Waits at a port for the one that will connect, and stays connected until it is gone. */
async function expectCall(): Promise<{ port: number; grandchild: Promise<Socket> }> {
  const server = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => {
    server.close();
  });
  await once(server, 'listening');
  const grandchild = once(server, 'connection').then(([socket]) => {
    (socket as Socket).on('error', () => undefined).resume();
    return socket as Socket;
  });
  return { port: (server.address() as AddressInfo).port, grandchild };
}
