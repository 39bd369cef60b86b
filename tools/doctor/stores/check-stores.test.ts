import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { checkMongo } from './check-mongo.ts';
import { checkRedis } from './check-redis.ts';

/** Says the same to every command. @returns its port */
async function redisThatSays(answer: string): Promise<number> {
  const server = createServer((socket) => {
    socket.on('data', (data) => {
      // A command is an array, which begins with an asterisk.
      const commands = data.toString().match(/\*\d+\r\n/g) ?? [];
      socket.write(`${answer}\r\n`.repeat(commands.length));
    });
    socket.on('error', () => socket.destroy());
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

test('a Redis that answers is fine', async () => {
  const port = await redisThatSays('+PONG');

  expect(await checkRedis(`redis://127.0.0.1:${port}`)).toMatchObject([{ verdict: 'fine' }]);
});

test('a Redis that wants a password is a problem', async () => {
  const port = await redisThatSays('-NOAUTH Authentication required.');

  expect(await checkRedis(`redis://127.0.0.1:${port}`)).toMatchObject([
    { verdict: 'problem', says: expect.stringContaining('NOAUTH') as string },
  ]);
});

test('no Redis is a problem, with what goes on without it', async () => {
  expect(await checkRedis('redis://127.0.0.1:1')).toMatchObject([
    { verdict: 'problem', says: expect.stringContaining('ECONNREFUSED') as string },
  ]);
});

test('no MongoDB is a problem', async () => {
  expect(await checkMongo('mongodb://127.0.0.1:1/parley')).toMatchObject([
    { verdict: 'problem', remedy: expect.stringContaining('MONGODB_URI') as string },
  ]);
});
