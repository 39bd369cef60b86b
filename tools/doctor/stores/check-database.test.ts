import { chmodSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { checkDatabase } from './check-database.ts';
import { temporaryFolder } from '../temporary-folder.ts';

function database(mode = 0o600): string {
  const file = join(temporaryFolder(), 'parley.db');
  const made = new DatabaseSync(file);
  made.exec(
    'CREATE TABLE entries (id INTEGER PRIMARY KEY, text TEXT); CREATE INDEX by_text ON entries (text)',
  );
  made.exec("INSERT INTO entries (text) VALUES ('one'), ('two')");
  made.close();
  chmodSync(file, mode);
  return file;
}

test('a sound and private database is fine', () => {
  expect(checkDatabase(database())).toMatchObject([{ verdict: 'fine' }, { verdict: 'fine' }]);
});

test('no database is fine: the first start makes it', () => {
  expect(checkDatabase('/nonexistent/parley.db')).toMatchObject([{ verdict: 'fine' }]);
});

test('what is no database is a problem', () => {
  const file = join(temporaryFolder(), 'parley.db');
  writeFileSync(file, 'this is no database, whatever its name says', { mode: 0o600 });

  expect(checkDatabase(file)).toMatchObject([{ verdict: 'problem' }, { verdict: 'fine' }]);
});

test('pages that were overwritten are a problem, with the way back', () => {
  const file = database();
  const content = readFileSync(file);
  content.fill(0xff, content.length - 4_096);
  writeFileSync(file, content);

  expect(checkDatabase(file)[0]).toMatchObject({
    verdict: 'problem',
    remedy: expect.stringContaining('npm run restore') as string,
  });
});

test('a database that others can read is a problem', () => {
  expect(checkDatabase(database(0o644))).toMatchObject([{ verdict: 'fine' }, { verdict: 'problem' }]);
});

test('a database that cannot be reached is a problem', () => {
  const file = join(temporaryFolder(), 'parley.db');
  symlinkSync(file, file);

  expect(checkDatabase(file)).toMatchObject([
    { verdict: 'problem', says: expect.stringContaining("Can't look at") as string },
  ]);
});
