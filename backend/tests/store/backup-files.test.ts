import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { BackupFiles } from '../../src/backups/backup-files.ts';
import { makeBackup } from '../../src/domain/backups/make-backup.ts';
import { openOperatorStores, openSqliteStores } from '../../src/store/sqlite/index.ts';
import { createMemoryStores } from '../../src/store/memory/index.ts';
import { group, someone, talk } from '../contract/commands.ts';
import { temporaryFolder } from './temporary-folder.ts';

const NOW = Date.UTC(2026, 10, 30, 9, 5, 7);
const folder = temporaryFolder();
afterAll(() => folder.remove());

let count = 0;
let file = '';
let path = '';
beforeEach(async () => {
  count += 1;
  file = folder.path(`${count}.db`);
  path = folder.path(`${count}-backups`);
  await (await openSqliteStores({ file })).close();
});

describe('the folder of backups', () => {
  test('lists what is complete, newest first, and nothing else', async () => {
    const backups = new BackupFiles({ path, file });
    expect(await backups.list()).toEqual([]);

    const first = await backups.make(NOW);
    const second = await backups.make(NOW + 61_500);
    writeFileSync(`${path}/monday.db`, 'by hand');
    writeFileSync(`${path}/parley-2026-11-30T10-00-00Z.db.part`, 'half');

    expect(first).toEqual({
      name: 'parley-2026-11-30T09-05-07.000Z.db',
      time: NOW,
      bytes: statSync(`${path}/${first.name}`).size,
    });
    expect(second).toMatchObject({ name: 'parley-2026-11-30T09-06-08.500Z.db', time: NOW + 61_500 });
    expect(await backups.list()).toEqual([second, first]);
  });

  test('gets whole copies while a server writes, for their owner alone', async () => {
    const stores = await openSqliteStores({ file });
    const owner = someone();
    const conversation = await group(stores, owner);
    const writing = talk(stores, conversation, owner, 300);
    const { name } = await new BackupFiles({ path, file }).make(NOW);
    await writing;
    await stores.close();

    expect(statSync(`${path}/${name}`).mode & 0o777).toBe(0o600);
    const copy = await openSqliteStores({ file: `${path}/${name}` });
    expect(await copy.conversations.state(conversation)).toBeDefined();
    await copy.close();
  });

  test('gets one backup from all who ask at once', async () => {
    const backups = new BackupFiles({ path, file });
    const [first, second] = await Promise.all([backups.make(NOW), backups.make(NOW + 5_000)]);
    expect(second).toEqual(first);
    expect(await backups.list()).toEqual([first]);
  });

  test('gets two backups of one second, also of two processes at once', async () => {
    const backups = new BackupFiles({ path, file });
    const first = await backups.make(NOW);
    const more = [await backups.make(NOW + 1)];
    const other = new BackupFiles({ path, file });
    more.push(...(await Promise.all([backups.make(NOW + 2), other.make(NOW + 3)])));
    expect(await backups.list()).toEqual([first, ...more].toReversed());
    expect(readdirSync(path)).toHaveLength(4);
  });

  test('keeps the last space for messages: nothing is begun that does not fit', async () => {
    const backups = new BackupFiles({ path, file, reserve: Number.MAX_SAFE_INTEGER });
    await expect(backups.make(NOW)).rejects.toMatchObject({ code: 'E_STORE_FULL' });
    expect(readdirSync(path)).toEqual([]);
  });

  test('keeps nothing of a backup that failed, and says why', async () => {
    const broken = folder.path(`${count}-broken.db`);
    writeFileSync(broken, 'no database');
    await expect(new BackupFiles({ path, file: broken }).make(NOW)).rejects.toThrow(/failed: .*database/);
    expect(readdirSync(path)).toEqual([]);
  });

  test('loses the remains of processes that died, once nobody can be writing them', async () => {
    mkdirSync(path);
    writeFileSync(`${path}/parley-2026-11-28T09-00-00Z.db.part`, 'half');
    writeFileSync(`${path}/parley-2026-11-28T09-00-00.123Z.db.0a1b2c3d.part-wal`, 'half');
    writeFileSync(`${path}/parley-2026-11-30T09-00-00Z.db.part`, 'half');
    writeFileSync(`${path}/other.part`, 'of somebody else');
    await new BackupFiles({ path, file }).make(NOW);
    expect(readdirSync(path).sort()).toEqual([
      'other.part',
      'parley-2026-11-30T09-00-00Z.db.part',
      'parley-2026-11-30T09-05-07.000Z.db',
    ]);
  });
});

describe('a backup', () => {
  test('is recorded with who asked for it', async () => {
    const stores = await openOperatorStores(file);
    const backups = new BackupFiles({ path, file });
    const uid = someone();

    const { name, bytes } = await makeBackup(
      { audit: stores.audit, clock: () => NOW, backups },
      { uid, address: '192.0.2.1' },
    );

    expect(await stores.audit.last()).toMatchObject({
      ...{ kind: 'backup_made', time: NOW, uid, address: '192.0.2.1' },
      details: { name, bytes: `${bytes}` },
    });
    await stores.close();
  });

  test('of MongoDB is not made by the server, which says what to do', async () => {
    const { audit } = createMemoryStores();
    const backups = new BackupFiles({ path, file: undefined });
    await expect(makeBackup({ audit, clock: () => NOW, backups })).rejects.toThrow(/npm run backup/);
    expect(existsSync(path)).toBe(false);
    expect(await audit.last()).toBeUndefined();
  });
});
