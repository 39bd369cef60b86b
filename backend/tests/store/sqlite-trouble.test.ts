import Database from 'better-sqlite3';
import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { Stores } from '../../src/domain/stores.ts';
import { openSqliteStores } from '../../src/store/sqlite/index.ts';
import { append, createGroup, group, message, someone } from '../contract/commands.ts';
import { codes, refusal } from '../contract/refusal.ts';
import { wholeLog } from '../contract/whole-log.ts';
import { temporaryFolder } from './temporary-folder.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

let count = 0;
let file = '';
let stores: Stores;
beforeEach(async () => {
  file = folder.path(`trouble-${++count}.db`);
  stores = await openSqliteStores({ file });
});
afterEach(() => stores.close());

describe('a database that another process has locked', () => {
  let locker: Database.Database;
  beforeEach(() => {
    locker = new Database(file, { timeout: 0 });
    locker.exec('BEGIN IMMEDIATE');
  });
  afterEach(() => locker.close());

  test('for long refuses for the time being, stores nothing, and goes on afterwards', async () => {
    const owner = someone();
    const creation = createGroup(someone(), owner);
    const tries = [append(stores, creation), append(stores, createGroup(someone(), owner))];
    expect(codes(await Promise.allSettled(tries))).toEqual(['E_STORE_BUSY', 'E_STORE_BUSY']);
    expect(await stores.conversations.state(creation.conversation)).toBeUndefined();
    locker.exec('ROLLBACK');
    expect((await append(stores, creation)).repeated).toBe(false);
    expect(await wholeLog(stores, creation.conversation)).toHaveLength(1);
  });

  test('for a moment is waited for, while the event loop goes on', async () => {
    const creation = createGroup(someone(), someone());
    const written = append(stores, creation);
    let turns = 0;
    const turning = setInterval(() => {
      if (++turns === 20) locker.exec('ROLLBACK');
    }, 10);
    onTestFinished(() => clearInterval(turning));
    expect((await written).entry.seq).toBe(1);
  });

  test('can be read meanwhile', async () => {
    expect(await stores.conversations.conversationsOf(someone())).toHaveLength(1);
  });

  test('is waited for before closing', async () => {
    const creation = createGroup(someone(), someone());
    const written = append(stores, creation);
    setTimeout(() => locker.exec('ROLLBACK'), 100);
    await stores.close();
    expect((await written).entry.seq).toBe(1);
    await expect(append(stores, creation)).rejects.toThrow(refusal('E_SHUTTING_DOWN'));
    stores = await openSqliteStores({ file });
    expect(await wholeLog(stores, creation.conversation)).toHaveLength(1);
  });
});

test('a write by somebody else to the file is noticed', async () => {
  const owner = someone();
  const conversation = await group(stores, owner);
  const other = new Database(file);
  other.exec("UPDATE snapshots SET state = json_set(state, '$.ended', json('true'))");
  other.close();
  await expect(append(stores, message(conversation, owner))).rejects.toThrow(refusal('E_CONVERSATION_ENDED'));
});

test('a full disk refuses for the time being, loses nothing, and goes on when there is space', async () => {
  const owner = someone();
  const conversation = await group(stores, owner);
  await stores.close();
  stores = await openSqliteStores({ file, maxPages: 120 });
  const acknowledged: number[] = [];
  const fill = async (): Promise<void> => {
    for (;;) {
      const payload = { kind: 'sealed', bytes: randomBytes(6_000).toString('base64') } as const;
      acknowledged.push((await append(stores, { ...message(conversation, owner), payload })).entry.seq);
    }
  };
  const fills = await Promise.allSettled([fill(), fill(), fill()]);
  expect(codes(fills)).toEqual(['E_STORE_FULL', 'E_STORE_FULL', 'E_STORE_FULL']);
  const stored = await wholeLog(stores, conversation);
  expect(stored.slice(1).map(({ seq }) => seq)).toEqual(acknowledged.toSorted((a, b) => a - b));
  await stores.close();
  stores = await openSqliteStores({ file });
  expect((await append(stores, message(conversation, owner))).entry.seq).toBe(stored.length + 1);
});
