import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import { freePort } from './free-port.ts';

const randomInt = vi.hoisted(() => vi.fn<(min: number, max: number) => number>());
vi.mock('node:crypto', () => ({ randomInt }));

test('a free port is one that nobody listens on and nobody was given before', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const { port: busy } = server.address() as AddressInfo;
  for (const port of [busy, 29_101, 29_101, 29_102]) randomInt.mockReturnValueOnce(port);

  expect([await freePort(), await freePort()]).toEqual([29_101, 29_102]);
});

test('a free port is none that browsers refuse', async () => {
  randomInt.mockImplementationOnce((first) => first);
  const port = await freePort();

  await expect(fetch(`http://127.0.0.1:${port}`)).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
  expect(port).toBeGreaterThan(10_080);
});
