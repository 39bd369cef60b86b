import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { createLogger } from '../../src/logging/logger.ts';
import type { BusMessage } from '../../src/realtime/nodes/bus-message.ts';
import { RedisBus } from '../../src/realtime/nodes/redis/redis-bus.ts';
import { RedisServer } from './redis-server.ts';

let redis: RedisServer;
beforeAll(async () => {
  redis = await RedisServer.start();
});
afterAll(() => redis.kill());

interface Line {
  readonly level: number;
  readonly msg: string;
}

/** A bus with all that it logs. */
function open(address: string) {
  const lines: Line[] = [];
  const stream = { write: (line: string) => void lines.push(JSON.parse(line) as Line) };
  const logger = createLogger({ level: 'info', pretty: false, stream });
  const bus = new RedisBus(address, logger);
  onTestFinished(() => bus.close());
  return { bus, lines };
}

/** A bus with all that it heard and logged. */
async function connected() {
  const heard: BusMessage[] = [];
  const { bus, lines } = open(redis.address.href);
  let connections = 0;
  bus.onConnected(() => connections++);
  bus.listen((message) => heard.push(message));
  await expect.poll(() => connections).toBe(1);
  return { bus, heard, lines, connections: () => connections };
}

const ended = (): BusMessage => ({ kind: 'sessionsEnded', sids: [randomUUID()] });

test('other servers get what one publishes, and it does not get it back', async () => {
  const [alice, bob] = [await connected(), await connected()];
  const message = ended();

  alice.bus.send(message);

  await expect.poll(() => bob.heard).toEqual([message]);
  expect(alice.heard).toEqual([]);
});

test('what is said while Redis is away is dropped, the loss and the return are logged once each', async () => {
  const [alice, bob] = [await connected(), await connected()];

  await redis.kill();
  await expect.poll(() => alice.lines.filter(({ level }) => level === 40)).toHaveLength(1);
  for (let i = 0; i < 1_000; i++) alice.bus.send(ended());
  await redis.launch();
  await expect.poll(() => [alice.connections(), bob.connections()], { timeout: 10_000 }).toEqual([2, 2]);
  const after = ended();
  alice.bus.send(after);

  await expect.poll(() => bob.heard).toEqual([after]);
  expect(alice.lines.map(({ level }) => level)).toEqual([30, 40, 30]);
});

test('messages under way are bounded', async () => {
  const [alice, bob] = [await connected(), await connected()];

  for (let i = 0; i < 20_000; i++) alice.bus.send({ kind: 'rosterWanted' });
  const last = ended();
  await expect
    .poll(() => {
      alice.bus.send(last);
      return bob.heard.some(({ kind }) => kind === 'sessionsEnded');
    })
    .toBe(true);

  expect(bob.heard.filter(({ kind }) => kind === 'rosterWanted')).toHaveLength(5_000);
});

test('a password that Redis refuses is not in the log', async () => {
  const { host } = redis.address;
  const { lines } = open(`redis://parley:a-password@${host}`);

  await expect.poll(() => JSON.stringify(lines)).toContain('WRONGPASS');
  expect(JSON.stringify(lines)).not.toContain('a-password');
});
