import { existsSync, statSync, writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { afterAll, describe, expect, test } from 'vitest';
import { first } from '../../src/store/sqlite/migrations/0001-first.ts';
import { endSessions } from '../../src/store/sqlite/migrations/0007-end-sessions.ts';
import { schemaVersion, takeSteps } from '../../src/store/sqlite/migrate.ts';
import { openMigrated } from '../../src/store/sqlite/open-migrated.ts';
import { migrations } from '../../src/store/sqlite/migrations/index.ts';
import { openSqliteStores } from '../../src/store/sqlite/index.ts';
import { append, group, message, someone } from '../contract/commands.ts';
import { entry, newKeys } from '../contract/key-contract.ts';
import { wholeLog } from '../contract/whole-log.ts';
import { temporaryFolder } from './temporary-folder.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

const BEFORE_SEALING = migrations.slice(0, 6);

async function made(name: string): Promise<{ file: string; conversation: string }> {
  const file = folder.path(name);
  const stores = await openSqliteStores({ file });
  const conversation = await group(stores, someone());
  await stores.close();
  return { file, conversation };
}

/** A database, and as many steps as it has taken, which change nothing. */
async function older(name: string): Promise<{ file: string; before: readonly string[] }> {
  const { file } = await made(name);
  const db = new Database(file);
  const before = Array.from({ length: schemaVersion(db) }, () => '');
  db.close();
  return { file, before };
}

interface Names {
  readonly username: string;
  readonly displayName: string;
}

/** A database of an earlier version, with somebody in it. */
function earlier(name: string, schema: number, { username, displayName }: Names) {
  const file = folder.path(name);
  const db = new Database(file);
  takeSteps(db, migrations.slice(0, schema));
  const uid = someone();
  db.prepare(
    `INSERT INTO users (uid, username, username_lower, display_name, search_text, about, admin, removed, credential,
       created_at) VALUES (?, ?, ?, ?, ?, '', 0, 0, '{}', 0)`,
  ).run(uid, username, username, displayName, `${username}\n${displayName.toLowerCase()}`);
  db.close();
  return { file, uid };
}

describe('opening a database', () => {
  test('of an older Parley keeps entries of two senders under one id, and each gets their own again', async () => {
    const file = folder.path('two-senders.db');
    const before = await openSqliteStores({ file });
    const [owner, friend] = [someone(), someone()];
    const conversation = await group(before, owner, { members: [friend] });
    const said = message(conversation, owner);
    for (const next of [said, message(conversation, friend)]) await append(before, next);
    await before.close();
    const db = new Database(file);
    db.exec('UPDATE entries SET id = (SELECT id FROM entries WHERE seq = 2) WHERE seq = 3');
    db.close();

    const stores = await openSqliteStores({ file });
    for (const [sender, seq] of [[owner, 2] as const, [friend, 3] as const])
      expect(await append(stores, { ...said, sender })).toMatchObject({ entry: { seq }, repeated: true });
    await stores.close();
  });

  test('of the version before sealing ends all sessions, once', async () => {
    const file = folder.path('before-sealing.db');
    const db = new Database(file);
    takeSteps(db, BEFORE_SEALING);
    const begins = db.prepare("INSERT INTO sessions VALUES (?, 'uid', '{}', 0, 0, 9e15)");
    begins.run('before');
    db.close();
    const steps = [...BEFORE_SEALING, endSessions];
    const left = async () => {
      const opened = await openMigrated(file, { steps });
      const sids = opened.prepare('SELECT sid FROM sessions').pluck().all();
      opened.prepare('INSERT OR IGNORE INTO sessions VALUES (?, ?, ?, 0, 0, 9e15)').run('after', 'uid', '{}');
      opened.close();
      return sids;
    };
    expect(await left()).toEqual([]);
    expect(await left()).toEqual(['after']);
    await expect(openMigrated(file, { steps: BEFORE_SEALING })).rejects.toThrow(
      /schema 7, this Parley knows up to 6\. Run the Parley that wrote it, or a newer one/,
    );
  });

  test('makes it, in a new folder, readable for nobody else', async () => {
    const file = folder.path('new/folder/parley.db');
    const stores = await openSqliteStores({ file });
    await group(stores, someone());
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(`${file}-wal`).mode & 0o777).toBe(0o600);
    await stores.close();
  });

  test('of another program is refused and leaves it as it was', async () => {
    const file = folder.path('foreign.db');
    const foreign = new Database(file);
    foreign.exec('CREATE TABLE birds (name TEXT)');
    foreign.close();
    await expect(openSqliteStores({ file })).rejects.toThrow(/not one of Parley's/);
    const again = new Database(file);
    expect(again.pragma('journal_mode', { simple: true })).toBe('delete');
    again.close();
  });

  test('that is no database is refused', async () => {
    const file = folder.path('letter.db');
    writeFileSync(file, 'Dear Sir or Madam, '.repeat(100));
    await expect(openSqliteStores({ file })).rejects.toThrow(/not a database/);
  });

  test('that a newer Parley wrote is refused, and says so', async () => {
    const { file } = await made('future.db');
    const db = new Database(file);
    db.pragma('user_version = 99');
    db.close();
    await expect(openSqliteStores({ file })).rejects.toThrow(/schema 99, this Parley knows up to \d+/);
  });

  test('that another server has open is refused with its name, until that has ended', async () => {
    const { file, conversation } = await made('served.db');
    const first = await openSqliteStores({ file, owner: 'process 4711 (chat)' });
    await expect(openSqliteStores({ file })).rejects.toThrow(/in use by process 4711 \(chat\)/);
    await first.close();
    const second = await openSqliteStores({ file });
    expect(await wholeLog(second, conversation)).toHaveLength(1);
    await second.close();
  });
});

describe('a migration', () => {
  test('is preceded by a copy of what was there', async () => {
    const { file, before } = await older('older.db');
    const db = await openMigrated(file, { steps: [...before, 'CREATE TABLE added (x TEXT)'] });
    expect(schemaVersion(db)).toBe(before.length + 1);
    db.close();
    const old = new Database(`${file}.schema-${before.length}.backup`);
    expect(schemaVersion(old)).toBe(before.length);
    expect(old.prepare('SELECT count(*) FROM entries').pluck().get()).toBe(1);
    old.close();
  });

  test('lets those be found by folded words who were there before', async () => {
    const { file } = earlier('names.db', 1, { username: 'zo', displayName: 'Zoë' });
    const stores = await openSqliteStores({ file });
    expect(await stores.users.search('zoe', 10)).toMatchObject([{ displayName: 'Zoë' }]);
    await stores.close();
  });

  test('takes accounts along from before there were keys, and they can have some from then on', async () => {
    const { file, uid } = earlier('keyless.db', 3, { username: 'zo', displayName: 'Zoë' });
    const stores = await openSqliteStores({ file });
    expect(await stores.users.byUid([uid])).toHaveLength(1);
    expect(await stores.keys.progress(uid)).toBeUndefined();
    const { vault } = newKeys();
    const write = { ...vault, masterKey: 'new', expected: 0 } as const;
    const first = { uid, seq: 1, entry: entry(), vault: write } as const;
    await stores.keys.append({ ...first, keepsFormer: false, ends: { kind: 'none' } });
    expect(await stores.keys.vault(uid)).toEqual(vault);
    await stores.close();
  });

  test('that fails leaves everything as it was', async () => {
    const { file, before } = await older('broken.db');
    const steps = [...before, 'CREATE TABLE added (x TEXT)', 'nonsense'];
    await expect(openMigrated(file, { steps })).rejects.toThrow(/syntax error/);
    const db = new Database(file);
    expect(schemaVersion(db)).toBe(before.length);
    expect(db.prepare("SELECT name FROM sqlite_schema WHERE name = 'added'").get()).toBeUndefined();
    db.close();
  });

  test('of an empty database needs no copy', async () => {
    const { file } = await made('empty.db');
    expect(existsSync(`${file}.schema-0.backup`)).toBe(false);
  });

  test('from schema 1 keeps invitations and audit records, which have neither label nor signature', async () => {
    const file = folder.path('version-1.db');
    const db = new Database(file);
    takeSteps(db, [first]);
    const maker = someone();
    db.exec(`INSERT INTO invitations VALUES ('i1', 'hash', 0, 1, 9, '${maker}', NULL);
      INSERT INTO audit VALUES (1, 'login', 5, NULL, NULL, NULL, 'chain');`);
    db.close();

    const stores = await openSqliteStores({ file });

    expect(existsSync(`${file}.schema-1.backup`)).toBe(true);
    expect(await stores.invitations.createdBy(maker)).toEqual([
      { id: 'i1', secretHash: 'hash', admin: false, createdAt: 1, expiresAt: 9, createdBy: maker },
    ]);
    expect(await stores.audit.last()).toEqual({ seq: 1, kind: 'login', time: 5, chain: 'chain' });
    const signed = await stores.audit.append({ kind: 'logout', time: 6 }, { sign: () => 'key.signature' });
    expect(await stores.audit.after(1, 9)).toEqual([signed]);
    await stores.close();
  });
});
