import { setTimeout as pause } from 'node:timers/promises';
import { SEALING, type Entry, type Uuid } from '@parley/protocol';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Stores } from '../../src/domain/stores.ts';
import { openMongoStores } from '../../src/store/mongo/index.ts';
import { newMongoDatabase } from '../../testing/new-mongo-database.ts';
import { wholeLog } from '../contract/whole-log.ts';
import { startTestServer } from '../mongo/start-test-server.ts';
import type { TestServer } from '../mongo/test-server.ts';
import { Cable } from './cable.ts';
import { NodeProcess } from './node-process.ts';
import { Person } from './person.ts';
import { RedisServer } from './redis-server.ts';
import type { Watcher } from './watcher.ts';

/** Everything is healed after this long, in ms, even what nobody could notice. */
const HEALED = 15_000;

describe('three servers under traffic', () => {
  let mongo: TestServer;
  let redis: RedisServer;
  let stores: Stores;
  let redisCables: readonly Cable[];
  let mongoCables: readonly Cable[];
  let nodes: readonly NodeProcess[];
  let people: readonly Person[];

  const ends: (() => Promise<unknown>)[] = [];

  /** What is started ends with the suite, also if not all of it could be started. */
  async function started<T>(starting: Promise<T>, end: (one: T) => Promise<unknown>): Promise<T> {
    const one = await starting;
    ends.push(() => end(one));
    return one;
  }

  beforeAll(async () => {
    mongo = await started(startTestServer(), (server) => server.stop());
    redis = await started(RedisServer.start(), (server) => server.kill());
    const uri = newMongoDatabase(mongo.address);
    stores = await started(openMongoStores({ uri }), (open) => open.close());
    const cableTo = (address: URL) => started(Cable.to(address), (cable) => cable.close());
    redisCables = await Promise.all([0, 1, 2].map(() => cableTo(redis.address)));
    mongoCables = await Promise.all([0, 1, 2].map(() => cableTo(mongo.address)));
    nodes = await Promise.all(
      [0, 1, 2].map((i) => {
        const mongoUri = throughCable(uri, mongoCables[i]);
        const redisUri = throughCable(redis.address.href, redisCables[i]);
        return started(NodeProcess.start({ mongo: mongoUri, redis: redisUri }), (node) => node.close());
      }),
    );
    people = await Promise.all(
      nodes.map(({ address }, i) => started(Person.at(address, `person_${i}`), (person) => person.close())),
    );
  }, 120_000);

  afterAll(async () => {
    const failures: unknown[] = [];
    for (const end of ends.toReversed()) await end().catch((error: unknown) => failures.push(error));
    expect(failures).toEqual([]);
  }, 30_000);

  /** Lets everyone write while something happens, and holds what all were shown against what is stored. */
  async function during(trouble: () => Promise<void>): Promise<void> {
    const conversation = await newGroup();
    const watchers = people.map((person) => person.watch(conversation));
    const written = await writeDuring(conversation, trouble);

    const texts = new Map(written.flat());
    const total = texts.size;
    await fallsToZero(() => sum(people.map(({ chat }) => chat.unsent.get())));
    const readBy = ({ shown }: Watcher) => shown.filter(({ text }) => text !== undefined).length;
    await fallsToZero(() => sum(watchers.map((watcher) => Math.abs(total - readBy(watcher)))));
    const log = await messagesOf(conversation);
    expect(watchers.flatMap(({ complaints }) => complaints)).toEqual([]);
    const all = log.map(({ id, seq }) => ({ id, seq, text: texts.get(id) }));
    for (const { shown } of watchers) expect(shown).toEqual(all);
    for (const [i, { uid }] of people.entries()) {
      const theirs = log.filter(({ sender }) => sender === uid);
      expect(theirs.map(({ id }) => id)).toEqual(written[i]?.map(([id]) => id));
    }
    expect(new Set(log.map(({ payload }) => payload?.kind))).toEqual(new Set([SEALING ? 'sealed' : 'plain']));
    expect(nodes.map(({ isRunning }) => isRunning)).toEqual([true, true, true]);
    for (const watcher of watchers) watcher.close();
  }

  async function newGroup(): Promise<Uuid> {
    const [first, ...others] = people;
    await expect
      .poll(() => people.map(({ chat }) => chat.connection.get()), { timeout: HEALED })
      .toMatchObject(people.map(() => ({ kind: 'online' })));
    const conversation = await first?.chat.groups.create(
      'A group',
      others.map(({ uid }) => uid),
    );
    if (conversation === undefined) throw new Error('nobody is here');
    const known = ({ chat }: Person) => chat.conversations.get()?.some(({ id }) => id === conversation);
    await expect.poll(() => people.map(known), { timeout: HEALED }).toEqual([true, true, true]);
    return conversation;
  }

  /** @returns the ids and texts of what each wrote, in their order */
  async function writeDuring(conversation: Uuid, trouble: () => Promise<void>): Promise<[Uuid, string][][]> {
    let over = false;
    const write = async ({ name, chat }: Person) => {
      const written: [Uuid, string][] = [];
      while (!over) {
        const text = `${name} ${written.length}`;
        written.push([await chat.send(conversation, { text }), text]);
        await pause(100);
      }
      return written;
    };
    const writing = Promise.all(people.map(write));
    await pause(300);
    await trouble().finally(() => (over = true));
    return writing;
  }

  async function messagesOf(conversation: Uuid): Promise<readonly Entry[]> {
    return (await wholeLog(stores, conversation)).filter(({ body }) => body.kind === 'message');
  }

  test('Redis is killed and started again', () =>
    during(async () => {
      await redis.kill();
      await pause(2_000);
      await redis.launch();
      await pause(1_500);
    }));

  test('Redis keeps its connections and says nothing for a while', () =>
    during(async () => {
      redis.pause();
      await pause(8_000);
      redis.resume();
      await pause(1_500);
    }));

  test('connections to Redis break again and again', () =>
    during(async () => {
      for (let i = 0; i < 6; i++) {
        await pause(400);
        for (const cable of redisCables) cable.cut();
      }
    }));

  test('one server cannot reach Redis', async () => {
    await during(async () => {
      redisCables[0]?.unplug();
      await pause(3_000);
    });
    redisCables[0]?.plugInto(redis.address);
  });

  test('the store is cut off, from one server and from all', () =>
    during(async () => {
      mongoCables[0]?.unplug();
      await pause(1_500);
      for (const cable of mongoCables) cable.unplug();
      await pause(2_500);
      for (const cable of mongoCables) cable.plugInto(mongo.address);
      await pause(2_000);
    }));

  test('the store is started again', async ({ skip }) => {
    const { restart } = mongo;
    if (restart === undefined) skip('this server is not ours to restart');
    await during(async () => {
      await restart?.();
      await pause(2_000);
    });
  });

  test('a server is killed, and its people go on at another', () =>
    during(async () => {
      const [dead, alive] = nodes;
      await dead?.end('SIGKILL');
      if (alive !== undefined) people[0]?.moveTo(alive.address);
      await pause(3_000);
      await dead?.launch();
      if (dead !== undefined) people[0]?.moveTo(dead.address);
      await pause(1_000);
    }));

  test('the servers are started again one after the other', () =>
    during(async () => {
      for (const [i, node] of nodes.entries()) {
        const stopped = node.end('SIGTERM');
        const other = nodes[(i + 1) % nodes.length];
        if (other !== undefined) people[i]?.moveTo(other.address);
        expect(await stopped).toBe(0);
        await node.launch();
        people[i]?.moveTo(node.address);
      }
      await pause(1_000);
    }));
});

/** Healed is what moves again: how long all that has queued up takes is a question of the machine. */
async function fallsToZero(count: () => number): Promise<void> {
  for (let left = count(); left > 0; left = count())
    await expect.poll(count, { timeout: HEALED }).toBeLessThan(left);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function throughCable(address: string, cable: Cable | undefined): URL {
  const url = new URL(address);
  url.port = `${cable?.port}`;
  if (url.protocol === 'mongodb:') url.searchParams.set('directConnection', 'true');
  return url;
}
