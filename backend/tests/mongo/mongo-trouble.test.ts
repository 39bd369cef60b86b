import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Stores } from '../../src/domain/stores.ts';
import { openMongoStores } from '../../src/store/mongo/index.ts';
import { mongoAddress, newMongoDatabase } from '../../testing/new-mongo-database.ts';
import { append, group, message, someone } from '../contract/commands.ts';
import { refusal } from '../contract/refusal.ts';
import { wholeLog } from '../contract/whole-log.ts';
import { PersistentWriter } from './persistent-writer.ts';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts';

describe('MongoDB in trouble', { timeout: 90_000 }, () => {
  let proxy: TcpProxy;
  let stores: Stores;
  let direct: Stores;
  let conversation: string;
  const sender = someone();

  beforeEach(async () => {
    proxy = await startTcpProxy(mongoAddress());
    const uri = newMongoDatabase();
    const proxied = new URL(uri);
    proxied.port = `${proxy.port}`;
    proxied.searchParams.set('directConnection', 'true');
    direct = await openMongoStores({ uri });
    stores = await openMongoStores({ uri: proxied.href });
    conversation = await group(stores, someone(), { members: [sender] });
  }, 30_000);
  afterEach(async () => {
    await Promise.all([stores.close(), direct.close()]);
    await proxy.close();
  });

  test('an answer that is lost: the entry is found by its id', async () => {
    const said = message(conversation, sender);
    // What an append reads before arrives.
    proxy.loseAnswersTo((data) => data.includes('insert'));
    const writer = new PersistentWriter(stores);
    const sent = writer.send(said);
    await expect.poll(() => direct.conversations.find(conversation, said.sender, said.id)).toBeDefined();
    proxy.cut();
    await sent;
    expect(writer.acknowledged).toEqual([`2 ${said.id}`]);
    expect(await append(stores, said)).toMatchObject({ entry: { seq: 2 }, repeated: true });
    expect(await wholeLog(direct, conversation)).toHaveLength(2);
  });

  test('a server that is away is told within five seconds, as something that passes', async () => {
    proxy.refuse();
    const before = performance.now();
    await expect(append(stores, message(conversation, sender))).rejects.toThrow(refusal('E_STORE_BUSY'));
    await expect(stores.sessions.find(someone(), 0)).rejects.toThrow(refusal('E_STORE_BUSY'));
    expect(performance.now() - before).toBeLessThan(10_000);
  });
});
