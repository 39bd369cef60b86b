import { createServer } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { listen } from './listen.ts';

test('a port that is taken is named with the variable that sets it', async () => {
  const first = createServer();
  onTestFinished(() => void first.close());
  const { port } = await listen(first, 0, '127.0.0.1');

  await expect(listen(createServer(), port, '127.0.0.1', 'WS_PORT')).rejects.toThrow(
    `Port ${port} is in use by another program. Stop it, or set WS_PORT to another port.`,
  );
});

test('an address of another machine is named with its variable', async () => {
  await expect(listen(createServer(), 0, '203.0.113.7')).rejects.toThrow(
    "HOST is 203.0.113.7, which isn't an address",
  );
});
