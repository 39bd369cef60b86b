import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import Database from 'better-sqlite3';
import { afterAll, expect, test } from 'vitest';
import { INDEX_VERSION } from '../../src/store/sqlite/search/message-words.ts';
import { backUpDatabase, openSqliteStores, restoreDatabase } from '../../src/store/sqlite/index.ts';
import { migrations } from '../../src/store/sqlite/migrations/index.ts';
import { search } from '../../src/store/sqlite/migrations/0009-search.ts';
import { openMigrated } from '../../src/store/sqlite/open-migrated.ts';
import { startProgram } from '../../../tools/test/start-program.ts';
import { append, command, group, someone } from '../contract/commands.ts';
import { refusal } from '../contract/refusal.ts';
import { found, indexAll, say } from '../contract/search-contract.ts';
import { wholeLog } from '../contract/whole-log.ts';
import { takeBack } from './take-back.ts';
import { temporaryFolder } from './temporary-folder.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

/** A database in which messages were said and taken in. */
async function spoken(name: string, ...texts: readonly string[]) {
  const file = folder.path(name);
  const stores = await openSqliteStores({ file });
  const owner = someone();
  const conversation = await group(stores, owner);
  for (const text of texts) await append(stores, say(conversation, owner, text));
  await indexAll(stores);
  return { file, stores, owner, conversation };
}

/** What SQLite says of a database that no server has open, or of its index. */
function inspect<T>(file: string, work: (db: Database.Database) => T): T {
  const db = new Database(file);
  try {
    return work(db);
  } finally {
    db.close();
  }
}

function checkIndex(file: string): void {
  inspect(file, (db) =>
    db.exec("INSERT INTO message_words (message_words, rank) VALUES ('integrity-check', 0)"),
  );
}

test('a deleted word is in neither the file nor its log after a checkpoint, nor one that was edited before', async () => {
  const { file, stores, owner, conversation } = await spoken('bytes.db');
  // Enough for several pages of the index, and for merges of its parts.
  for (let n = 0; n < 2_000; n++) {
    await append(stores, say(conversation, owner, `message ${n} of a talk about zebra${n % 100}`));
    if (n % 100 === 0) await indexAll(stores);
  }
  const secret = await append(stores, say(conversation, owner, 'the pineapplesecret is zzqxpassword'));
  await indexAll(stores);
  await append(stores, say(conversation, owner, 'now it is wwvkpassword', { edits: secret.entry.seq }));
  await indexAll(stores);
  const bytes = () => {
    inspect(file, (db) => db.pragma('wal_checkpoint(FULL)'));
    return [file, `${file}-wal`]
      .filter(existsSync)
      .map((name) => readFileSync(name, 'latin1'))
      .join('');
  };
  for (const word of ['zzqxpassword', 'wwvkpassword']) expect(bytes(), word).toContain(word);
  await append(stores, command(conversation, owner, { kind: 'deletion', target: secret.entry.seq }));
  // A checkpoint does not clear the log file: it is written anew from its beginning, and cut when it is closed.
  inspect(file, (db) => db.pragma('wal_checkpoint(TRUNCATE)'));
  for (const word of ['pineapplesecret', 'zzqxpass', 'wwvkpass']) expect(bytes(), word).not.toContain(word);
  expect(await found(stores, conversation, { words: 'zebra7' })).toHaveLength(20);
  await stores.close();
  checkIndex(file);
}, 60_000);

test('an index of other tokens is made anew', async () => {
  const { file, stores, conversation } = await spoken('version.db', 'a pineapple');
  await stores.close();
  inspect(file, (db) => {
    db.exec(`UPDATE search_index SET version = ${INDEX_VERSION - 1}`);
    db.exec(`INSERT INTO message_words (rowid, terms) VALUES (1, '+ ofanothertokenizer')`);
  });
  const again = await openSqliteStores({ file });
  expect(await again.search.reach(conversation)).toBe(0);
  expect(await found(again, conversation, { words: 'pineapple' })).toEqual([]);
  await indexAll(again);
  expect(await found(again, conversation, { words: 'pineapple' })).toEqual([2]);
  await again.close();
  inspect(file, (db) => {
    const old = db.prepare(
      `SELECT count(*) FROM message_words WHERE message_words MATCH 'ofanothertokenizer'`,
    );
    expect(old.pluck().get()).toBe(0);
  });
});

test('a database of the version before is searched once its messages are taken in', async () => {
  const { file, stores, conversation } = await spoken('before.db', 'a pineapple', 'a pear');
  await stores.close();
  inspect(file, (db) => {
    db.exec('DROP TABLE search_index; DROP TABLE message_words;');
    takeBack(db, search);
  });
  const again = await openSqliteStores({ file });
  await indexAll(again);
  expect(await found(again, conversation, { words: 'pineapple' })).toEqual([2]);
  await again.close();
});

test('a database that is written anew has its index made anew', async () => {
  const { file, stores, conversation } = await spoken('rewritten.db', 'a pineapple');
  await stores.close();
  // A step of a later version, which writes the tables into a new file.
  const rewrite = {
    replaced: ['search_index'],
    schema: search.replace('(0, 0)', `(${INDEX_VERSION}, 2)`),
    copy: () => Promise.resolve(),
  };
  inspect(file, (db) => takeBack(db, search));
  (await openMigrated(file, { steps: migrations.with(migrations.indexOf(search), rewrite) })).close();
  const again = await openSqliteStores({ file });
  expect(await again.search.reach(conversation)).toBe(0);
  await indexAll(again);
  expect(await found(again, conversation, { words: 'pineapple' })).toEqual([2]);
  await again.close();
});

test.each(['is searched', 'loses a message'])(
  'an index that is damaged is made anew when it %s, and keeps nobody from writing',
  async (when) => {
    const { file, stores, owner, conversation } = await spoken(`damaged-${when}.db`, 'a pineapple', 'a pear');
    await stores.close();
    inspect(file, (db) =>
      db.unsafeMode().exec(`UPDATE message_words_data SET block = x'00ff' WHERE id > 10`),
    );
    const again = await openSqliteStores({ file });
    if (when === 'is searched')
      await expect(found(again, conversation, { words: 'pear' })).rejects.toThrow(refusal('E_INTERNAL'));
    if (when === 'loses a message')
      await append(again, command(conversation, owner, { kind: 'deletion', target: 2 }));
    await append(again, say(conversation, owner, 'a plum'));
    await indexAll(again);
    for (const [words, seq] of [
      ['pear', 3],
      ['plum', when === 'loses a message' ? 5 : 4],
    ] as const)
      expect(await found(again, conversation, { words }), words).toEqual([seq]);
    await again.close();
    checkIndex(file);
  },
);

test('a restored backup is searched as of the backup', async () => {
  const { file, stores, owner, conversation } = await spoken('backed-up.db', 'a pineapple');
  await append(stores, say(conversation, owner, 'a pear, not taken in'));
  await backUpDatabase(file, folder.path('copy.db'));
  await append(stores, say(conversation, owner, 'a mango'));
  await indexAll(stores);
  await stores.close();
  await restoreDatabase(folder.path('copy.db'), folder.path('restored.db'));
  const restored = await openSqliteStores({ file: folder.path('restored.db') });
  expect(await restored.search.reach(conversation)).toBe(2);
  await append(restored, say(conversation, owner, 'a plum'));
  await indexAll(restored);
  for (const [words, places] of [
    ['pineapple', [2]],
    ['pear', [3]],
    ['plum', [4]],
    ['mango', []],
  ] as const)
    expect(await found(restored, conversation, { words }), words).toEqual(places);
  await restored.close();
});

test.each([40, 400])(
  'a server that is killed with -9 while it indexes loses nothing, after %i messages',
  async (after) => {
    const file = folder.path(`killed-${after}.db`);
    const writer = startProgram(process.execPath, [`${import.meta.dirname}/sqlite-search-writer.ts`, file]);
    const exit = once(writer, 'exit');
    const lines: string[] = [];
    for await (const line of createInterface(writer.stdout)) {
      lines.push(line);
      if (lines.length === after) writer.kill('SIGKILL');
    }
    await exit;
    const [conversation = ''] = lines;
    const stores = await openSqliteStores({ file });
    await indexAll(stores);
    const log = await wholeLog(stores, conversation);
    const left = log.filter(({ body, payload }) => body.kind === 'message' && payload?.kind === 'plain');
    const seqs = left.map(({ seq }) => seq).reverse();
    expect(seqs.length).toBeGreaterThan(after / 4);
    expect(await found(stores, conversation, {})).toEqual(seqs);
    expect(await found(stores, conversation, { words: 'gone' })).toEqual([]);
    await stores.close();
    checkIndex(file);
  },
);
