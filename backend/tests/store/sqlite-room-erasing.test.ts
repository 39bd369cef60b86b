import { existsSync, readFileSync } from 'node:fs';
import { TIMING } from '@parley/protocol';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { openSqliteStores } from '../../src/store/sqlite/index.ts';
import { append, command, NOW, someone } from '../contract/commands.ts';
import { room } from '../contract/rooms/room-commands.ts';
import { found, indexAll, say } from '../contract/search-contract.ts';
import { temporaryFolder } from './temporary-folder.ts';

test('what was said in a deleted room is in neither the file nor its log after it was erased, and the index is whole', async () => {
  const folder = temporaryFolder();
  const file = folder.path('parley.db');
  const stores = await openSqliteStores({ file });
  const owner = someone();
  const [gone, other] = [await room(stores, owner), await room(stores, owner)];
  for (let n = 0; n < 300; n++)
    for (const conversation of [gone, other])
      await append(stores, say(conversation, owner, `message ${n} of a talk about zebra${n % 100}`));
  const first = await append(stores, say(gone, owner, 'the pineapplesecret is zzqxpassword'));
  await indexAll(stores);
  await append(stores, say(gone, owner, 'now it is wwvkpassword', { edits: first.entry.seq }));
  await indexAll(stores);
  await append(stores, say(gone, owner, 'and last qqjvpassword', { edits: first.entry.seq }));
  await append(stores, command(gone, owner, { kind: 'ended' }));
  const zebras = await found(stores, other, { words: 'zebra7' });
  const bytes = () => {
    const db = new Database(file);
    // A checkpoint does not clear the log file: it is cut when it is closed.
    db.pragma('wal_checkpoint(TRUNCATE)');
    db.close();
    return [file, `${file}-wal`]
      .filter(existsSync)
      .map((path) => readFileSync(path).toString('latin1'))
      .join('');
  };
  const secrets = /pineapplesecret|zzqxpassword|wwvkpassword|qqjvpassword/;
  expect(secrets.test(bytes())).toBe(true);

  let steps = 0;
  while (await stores.rooms.eraseSome(NOW + TIMING.readOn)) steps++;
  expect(steps).toBeGreaterThan(1);
  expect(secrets.test(bytes())).toBe(false);
  expect(await found(stores, gone, { words: 'zebra7' })).toEqual([]);
  await indexAll(stores);
  expect(await found(stores, gone, { words: 'qqjvpassword' })).toEqual([]);
  expect(await found(stores, other, { words: 'zebra7' })).toEqual(zebras);
  expect(zebras).toHaveLength(3);
  await stores.close();
  const db = new Database(file);
  db.exec("INSERT INTO message_words (message_words, rank) VALUES ('integrity-check', 0)");
  // What is left of the room is in no list any more.
  expect(db.prepare('SELECT conversation FROM rooms WHERE ended IS NOT NULL').all()).toEqual([]);
  db.close();
  folder.remove();
});

test('nothing is written where no room waits to be erased', async () => {
  const folder = temporaryFolder();
  const file = folder.path('parley.db');
  const stores = await openSqliteStores({ file });
  const owner = someone();
  const conversation = await room(stores, owner);
  await append(stores, command(conversation, owner, { kind: 'ended' }));
  const size = () => readFileSync(`${file}-wal`).length;
  const before = size();
  expect(await stores.rooms.eraseSome(NOW)).toBe(false);
  expect(size()).toBe(before);
  await stores.close();
  folder.remove();
});
