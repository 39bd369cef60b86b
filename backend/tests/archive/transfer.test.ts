import { readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Archive } from '../../src/domain/archive/archive.ts';
import { transfer } from '../../src/domain/archive/transfer.ts';
import { verify } from '../../src/domain/archive/verify.ts';
import { openSqliteSource, openSqliteStores, openSqliteTarget } from '../../src/store/sqlite/index.ts';
import { append, group, message, NOW, someone } from '../contract/commands.ts';
import { wholeLog } from '../contract/whole-log.ts';
import { temporaryFolder } from '../store/temporary-folder.ts';
import { keysElsewhere, populate, populateRoom } from './populate.ts';

const folder = temporaryFolder();
const file = folder.path('source.db');
const quiet = { report: () => undefined };

beforeAll(async () => {
  const stores = await openSqliteStores({ file });
  await populate(stores);
  await populateRoom(stores);
  await stores.close();
}, 30_000);
afterAll(() => folder.remove());

/** Copies from the source into a target and says what differs then. */
async function moved(source: Archive, target: Archive): Promise<readonly string[]> {
  await transfer(source, target, quiet);
  const differences = await verify(source, target, quiet.report);
  await Promise.all([source.close(), target.close()]);
  return differences;
}

describe('moving a database', () => {
  test('leaves the source as it was, byte for byte', async () => {
    const hash = () => createHash('sha256').update(readFileSync(file)).digest('hex');
    const before = hash();
    expect(await moved(openSqliteSource(file), await openSqliteTarget(folder.path('untouched.db')))).toEqual(
      [],
    );
    expect(hash()).toBe(before);
  });

  test('can be stopped, goes on where it was, and a server serves the copy', async () => {
    const copy = folder.path('resumed.db');
    const stop = new AbortController();
    const source = openSqliteSource(file);
    const target = await openSqliteTarget(copy);
    const options = { signal: stop.signal, report: () => stop.abort() };
    await expect(transfer(source, target, options)).rejects.toThrow(/abort/);
    expect(await verify(source, target, quiet.report)).not.toEqual([]);
    expect(await moved(source, target)).toEqual([]);

    const stores = await openSqliteStores({ file: copy });
    // The directory is made from the logs.
    expect(await stores.rooms.page(['harbour'], undefined, 10)).toEqual([
      { conversation: expect.any(String) as string, active: NOW },
    ]);
    const owner = someone();
    const conversation = await group(stores, owner);
    await append(stores, message(conversation, owner));
    expect(await wholeLog(stores, conversation)).toHaveLength(2);
    await stores.close();
  });

  test('notices whatever differs in the copy', async () => {
    const copy = folder.path('changed.db');
    expect(await moved(openSqliteSource(file), await openSqliteTarget(copy))).toEqual([]);
    const db = new Database(copy);
    db.exec(`UPDATE entries SET payload = x'00' WHERE seq = 100; UPDATE users SET about = 'x' WHERE colour = 2;
      DELETE FROM audit WHERE seq = 12; DELETE FROM room_locks`);
    db.close();
    const [source, target] = [openSqliteSource(file), await openSqliteTarget(copy)];
    expect(await verify(source, target, quiet.report)).toEqual([
      'users: the contents differ',
      'passwords of rooms: 1 in the source, 0 in the copy',
      'audit: 12 in the source, 11 in the copy',
      expect.stringMatching(/^conversation .{36}: its password is missing$/),
      expect.stringMatching(/^conversation .{36}: the contents differ$/),
    ]);
    await Promise.all([source.close(), target.close()]);
  });

  test('has the password of a room that was changed while its log was copied', async () => {
    const [source, target] = [openSqliteSource(file), await openSqliteTarget(folder.path('relocked.db'))];
    let isChanged = false;
    const { roomLocks } = source;
    const changing: Archive = {
      ...source,
      roomLocks: {
        count: () => roomLocks.count(),
        keyOf: (record) => roomLocks.keyOf(record),
        put: (records) => roomLocks.put(records),
        page: async (after, limit) => (isChanged ? [] : roomLocks.page(after, limit)),
      },
    };
    await transfer(changing, target, { report: ({ kind }) => (isChanged ||= kind === 'entries') });
    expect(await verify(target, target, quiet.report)).toEqual([]);
    await Promise.all([source.close(), target.close()]);
  });

  test('into one that has the same conversation with other entries is refused', async () => {
    const other = folder.path('other.db');
    expect(await moved(openSqliteSource(file), await openSqliteTarget(other))).toEqual([]);
    const db = new Database(other);
    db.exec("UPDATE entries SET chain = x'00'");
    db.close();
    const [source, target] = [openSqliteSource(file), await openSqliteTarget(other)];
    await expect(transfer(source, target, quiet)).rejects.toThrow(/The target has another conversation/);
    await Promise.all([source.close(), target.close()]);
  });

  test('takes no keys that stand elsewhere: they would read as deleted', async () => {
    const target = await openSqliteTarget(folder.path('elsewhere.db'));
    await expect(target.logs.put([keysElsewhere()])).rejects.toThrow(/elsewhere/);
    expect(await target.logs.countEntries()).toBe(0);
    await target.close();
  });

  test('is refused while a server has it', async () => {
    const stores = await openSqliteStores({ file });
    expect(() => openSqliteSource(file)).toThrow(/in use by process/);
    await stores.close();
  });
});
