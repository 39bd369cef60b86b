import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { backUpDatabase, restoreDatabase, writeCopy } from '../../src/store/sqlite/copy-database.ts';
import { PageBudget } from '../../src/domain/log/page-budget.ts';
import { openSqliteStores } from '../../src/store/sqlite/index.ts';
import { append, group, message, someone, talk } from '../contract/commands.ts';
import { wholeLog } from '../contract/whole-log.ts';
import { temporaryFolder } from './temporary-folder.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

let count = 0;
let file = '';
let backup = '';
beforeEach(() => {
  count += 1;
  file = folder.path(`${count}.db`);
  backup = folder.path(`${count}.backup`);
});

async function made(): Promise<{ owner: string; conversation: string; token: string }> {
  const stores = await openSqliteStores({ file });
  const owner = someone();
  const conversation = await group(stores, owner);
  const { token } = await stores.conversations.views(owner, undefined, 10, new PageBudget(1));
  await stores.close();
  return { owner, conversation, token };
}

describe('a backup', () => {
  test('and a restore make the folder that is missing, for their owner alone', async () => {
    await made();
    const kept = folder.path(`${count}/backups/monday.db`);
    const restored = folder.path(`${count}/new/data/parley.db`);

    await backUpDatabase(file, kept);
    await restoreDatabase(kept, restored);

    for (const path of [kept, restored]) {
      expect(statSync(dirname(path)).mode & 0o777).toBe(0o700);
      expect(statSync(path).mode & 0o777).toBe(0o600);
    }
  });

  test('is for its owner alone from the first byte on, and nothing is left of one that failed', async () => {
    let mode: number | undefined;
    const writing = writeCopy(backup, (partial) => {
      mode = statSync(partial).mode & 0o777;
      return Promise.reject(new Error('the disk is full'));
    });

    await expect(writing).rejects.toThrow('the disk is full');
    expect(mode).toBe(0o600);
    expect(readdirSync(dirname(backup)).filter((name) => name.startsWith(basename(backup)))).toEqual([]);
  });

  test('made while a server writes is whole, and one file', async () => {
    const stores = await openSqliteStores({ file });
    const owner = someone();
    const conversation = await group(stores, owner);
    await talk(stores, conversation, owner, 200);
    const writing = talk(stores, conversation, owner, 300);
    await backUpDatabase(file, backup);
    await writing;
    await stores.close();
    expect(existsSync(`${backup}-wal`)).toBe(false);
    expect(statSync(backup).mode & 0o777).toBe(0o600);

    await restoreDatabase(backup, folder.path('restored.db'));
    const restored = await openSqliteStores({ file: folder.path('restored.db') });
    const entries = await wholeLog(restored, conversation);
    expect(entries.length).toBeGreaterThanOrEqual(201);
    await append(restored, message(conversation, owner));
    expect(await wholeLog(restored, conversation)).toHaveLength(entries.length + 1);
    await restored.close();
  });

  test('overwrites nothing', async () => {
    await made();
    writeFileSync(backup, 'a letter');
    await expect(backUpDatabase(file, backup)).rejects.toThrow(/exists/);
  });

  test('takes nothing from another process that makes the same file, and does not replace what that made', async () => {
    await made();
    const [begun, goOn] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
    let half = '';
    const slow = writeCopy(backup, async (partial) => {
      half = partial;
      writeFileSync(partial, 'half');
      begun.resolve(undefined);
      await goOn.promise;
      expect(readFileSync(partial, 'utf8')).toBe('half');
      copyFileSync(file, partial);
    });
    await begun.promise;
    await backUpDatabase(file, backup);
    const { ino } = statSync(backup);
    expect(existsSync(half)).toBe(true);
    goOn.resolve(undefined);
    await expect(slow).rejects.toThrow(/exists/);
    expect([statSync(backup).ino, existsSync(half)]).toEqual([ino, false]);
  });

  test('removes what a process that died left of the same file a day ago, and nothing else', async () => {
    await made();
    const [old, young, foreign] = ['.0a1b2c3d.part', '.11111111.part', '.letter'].map((end) => backup + end);
    for (const path of [old, young, foreign]) writeFileSync(path ?? '', 'half');
    const before = new Date(Date.now() - 25 * 60 * 60 * 1_000);
    for (const path of [old, foreign]) utimesSync(path ?? '', before, before);
    await backUpDatabase(file, backup);
    expect([old, young, foreign].map((path) => existsSync(path ?? ''))).toEqual([false, true, true]);
  });

  test('of nothing is refused', async () => {
    await expect(backUpDatabase(file, backup)).rejects.toThrow();
    expect(existsSync(backup)).toBe(false);
  });
});

describe('restoring', () => {
  test('is refused where a database is, or a server runs', async () => {
    await made();
    await backUpDatabase(file, backup);
    await expect(restoreDatabase(backup, file)).rejects.toThrow(/exists/);
    const stores = await openSqliteStores({ file });
    await expect(restoreDatabase(backup, file)).rejects.toThrow(/in use by process/);
    await stores.close();
  });

  test('of a broken backup is refused and leaves nothing', async () => {
    await made();
    await backUpDatabase(file, backup);
    truncateSync(backup, 20 * 4096);
    const target = folder.path('broken-target.db');
    await expect(restoreDatabase(backup, target)).rejects.toThrow();
    expect(existsSync(target)).toBe(false);
  });

  test('makes clients ask for everything anew: their tokens tell of changes that are lost', async () => {
    const { owner, conversation, token } = await made();
    await backUpDatabase(file, backup);
    const target = folder.path('epoch.db');
    await restoreDatabase(backup, target);
    const stores = await openSqliteStores({ file: target });
    const { views } = await stores.conversations.views(owner, token, 10, new PageBudget(1));
    expect(views.map(({ state }) => state.conversation)).toEqual([conversation]);
    await stores.close();
  });
});
