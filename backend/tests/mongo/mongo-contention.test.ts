import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Stores } from '../../src/domain/stores.ts';
import { openMongoStores } from '../../src/store/mongo/index.ts';
import { newMongoDatabase } from '../../testing/new-mongo-database.ts';
import { group, someone } from '../contract/commands.ts';
import { wholeLog } from '../contract/whole-log.ts';
import { PersistentWriter } from './persistent-writer.ts';

const MESSAGES = 10;

interface Written {
  readonly acknowledged: readonly string[];
  readonly retries: number;
}

describe('eight writers on one conversation', { timeout: 90_000 }, () => {
  let stores: Stores;
  let uri: string;
  beforeAll(async () => {
    uri = newMongoDatabase();
    stores = await openMongoStores({ uri });
  });
  afterAll(() => stores.close());

  async function inProcess(conversation: string, senders: readonly string[]): Promise<Written> {
    const args = [`${import.meta.dirname}/mongo-writer.ts`, uri, conversation, `${MESSAGES}`, ...senders];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    return JSON.parse(stdout) as Written;
  }

  async function expectWhole(conversation: string, written: readonly Written[]): Promise<void> {
    const entries = await wholeLog(stores, conversation);
    const acknowledged = new Set(written.flatMap((each) => each.acknowledged));
    expect(new Set(entries.slice(1).map(({ seq, id }) => `${seq} ${id}`))).toEqual(acknowledged);
    expect(entries).toHaveLength(1 + 8 * MESSAGES);
    expect(written.map(({ retries }) => retries)).toEqual(written.map(() => 0));
  }

  test('in three processes leave no gap, store nothing twice, and are not sent away', async () => {
    const senders = Array.from({ length: 8 }, someone);
    const conversation = await group(stores, someone(), { members: senders });
    const parts = [senders.slice(0, 3), senders.slice(3, 6), senders.slice(6)];
    await expectWhole(conversation, await Promise.all(parts.map((part) => inProcess(conversation, part))));
  });

  test('in one process do as well', async () => {
    const senders = Array.from({ length: 8 }, someone);
    const conversation = await group(stores, someone(), { members: senders });
    const writer = new PersistentWriter(stores);
    await Promise.all(senders.map((sender) => writer.write(conversation, sender, MESSAGES)));
    await expectWhole(conversation, [writer]);
  });
});
