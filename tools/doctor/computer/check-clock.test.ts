import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { checkClock } from './check-clock.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const now = Date.UTC(2026, 10, 21);

/** A database whose last note is of that time. */
function noted(time: number): string {
  const file = join(temporaryFolder(), 'parley.db');
  const database = new DatabaseSync(file);
  database.exec(`CREATE TABLE audit (time INTEGER); INSERT INTO audit VALUES (1), (${time})`);
  database.close();
  return file;
}

test('a clock that was set back is a problem', () => {
  expect(checkClock({ file: noted(now + 60_000), synchronised: true, now })).toMatchObject([
    { verdict: 'problem', says: expect.stringContaining('60 s behind') as string },
  ]);
});

test('a clock that goes on is fine', () => {
  expect(checkClock({ file: noted(now - 1), synchronised: true, now })).toMatchObject([{ verdict: 'fine' }]);
});

test('a database that cannot be opened says nothing about the clock', () => {
  expect(checkClock({ file: temporaryFolder(), synchronised: true, now })).toMatchObject([
    { verdict: 'fine' },
  ]);
});

test('a clock that nobody keeps right is a warning', () => {
  expect(checkClock({ file: undefined, synchronised: false, now })).toMatchObject([{ verdict: 'warning' }]);
});

test('where nobody can tell, the clock is taken as it is', () => {
  expect(checkClock({ file: undefined, synchronised: undefined, now })).toMatchObject([{ verdict: 'fine' }]);
});
