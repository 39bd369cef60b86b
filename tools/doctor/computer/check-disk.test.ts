import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkDisk } from './check-disk.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const GIB = 1024 ** 3;

test.each([
  [5, 'fine'],
  [1, 'warning'],
  [0.1, 'problem'],
])('%d GiB are %s', async (free, verdict) => {
  expect(await checkDisk('data/parley.db', () => Promise.resolve(free * GIB))).toMatchObject([{ verdict }]);
});

test('the disk is found before the folder of the database is made', async () => {
  const [finding] = await checkDisk(join(temporaryFolder(), 'not/yet/parley.db'));

  expect(finding?.says).toMatch(/^[\d.]+ GiB are free/);
});
