import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Stores } from '../../src/domain/stores.ts';
import { openMongoStores } from '../../src/store/mongo/index.ts';
import { newMongoDatabase } from '../../testing/new-mongo-database.ts';
import { append, group, message, someone } from '../contract/commands.ts';
import { refusal } from '../contract/refusal.ts';
import { wholeLog } from '../contract/whole-log.ts';
import { PersistentWriter } from './persistent-writer.ts';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts';
import { startTestServer, type TestServer } from './test-server.ts';

describe('MongoDB in trouble', { timeout: 90_000 }, () => {
  let server: TestServer;
  let proxy: TcpProxy;
  let stores: Stores;
  let direct: Stores;
  let conversation: string;
  const senders = Array.from({ length: 4 }, someone);

  beforeAll(async () => {
    server = await startTestServer();
  }, 120_000);
  afterAll(() => server.stop());

  beforeEach(async () => {
    proxy = await startTcpProxy(server.address);
    const uri = newMongoDatabase(server.address);
    const proxied = new URL(uri);
    proxied.port = `${proxy.port}`;
    proxied.searchParams.set('directConnection', 'true');
    direct = await openMongoStores({ uri });
    stores = await openMongoStores({ uri: proxied.href });
    conversation = await group(stores, someone(), { members: senders });
  }, 30_000);
  afterEach(async () => {
    await Promise.all([stores.close(), direct.close()]);
    await proxy.close();
  });

  /** Lets all write while something happens, and holds what was acknowledged against what is stored. */
  async function during(trouble: () => Promise<void>): Promise<void> {
    const writer = new PersistentWriter(stores);
    const written = Promise.all(senders.map((sender) => writer.write(conversation, sender, 25)));
    await Promise.all([written, trouble()]);
    const entries = await wholeLog(direct, conversation);
    const stored = new Set(entries.slice(1).map(({ seq, id }) => `${seq} ${id}`));
    expect(stored).toEqual(new Set(writer.acknowledged));
    expect(entries).toHaveLength(1 + 25 * senders.length);
  }

  test('an answer that is lost: the entry is found by its id', async () => {
    const said = message(conversation, senders[0] ?? '');
    proxy.loseAnswers();
    const writer = new PersistentWriter(stores);
    const sent = writer.send(said);
    await expect.poll(() => direct.conversations.find(conversation, said.sender, said.id)).toBeDefined();
    proxy.cut();
    await sent;
    expect(writer.acknowledged).toEqual([`2 ${said.id}`]);
    expect(await append(stores, said)).toMatchObject({ entry: { seq: 2 }, repeated: true });
    expect(await wholeLog(direct, conversation)).toHaveLength(2);
  });

  test('connections that break again and again lose nothing and double nothing', () =>
    during(async () => {
      for (let i = 0; i < 10; i++) {
        await pause(60);
        proxy.cut();
      }
    }));

  test('a server that is started again in mid-traffic loses nothing that was acknowledged', async ({
    skip,
  }) => {
    if (server.restart === undefined) skip('this server is not ours to restart');
    await during(async () => {
      await pause(100);
      await server.restart?.();
    });
  });

  test('a server that is away is told within five seconds, as something that passes', async () => {
    await proxy.close();
    const before = performance.now();
    await expect(append(stores, message(conversation, senders[0] ?? ''))).rejects.toThrow(
      refusal('E_STORE_BUSY'),
    );
    await expect(stores.sessions.find(someone(), 0)).rejects.toThrow(refusal('E_STORE_BUSY'));
    expect(performance.now() - before).toBeLessThan(10_000);
    proxy = await startTcpProxy(server.address);
  });
});
