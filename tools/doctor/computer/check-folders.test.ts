import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkFolders } from './check-folders.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const GIVEN = { kind: 'given', secret: 'x', previous: undefined } as const;
const kept = (database: string, log?: string) => ({
  store: { kind: 'sqlite', file: database } as const,
  jwt: GIVEN,
  securityLogFile: log,
});
const problem = (says: string) => [{ verdict: 'problem', says: expect.stringContaining(says) as string }];

test('files that may be written, there or not yet, are fine', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'parley.db'), '');

  expect(checkFolders(kept(join(folder, 'parley.db')))).toMatchObject([{ verdict: 'fine' }]);
  expect(checkFolders(kept(join(folder, 'not/yet/parley.db')))).toMatchObject([{ verdict: 'fine' }]);
});

test('a folder in place of a file is a problem', () => {
  expect(checkFolders(kept(temporaryFolder()))).toMatchObject(problem('which is a folder'));
});

test('a file where a folder has to be is a problem', () => {
  const file = join(temporaryFolder(), 'file');
  writeFileSync(file, '');

  expect(checkFolders(kept(join(file, 'parley.db')))).toMatchObject(
    problem(`the server can't write in ${file}`),
  );
});

test.each(['file', 'folder'])('a %s of somebody else is a problem, for each variable', (kind) => {
  const folder = temporaryFolder();
  const file = join(folder, 'file');
  if (kind === 'file') writeFileSync(file, '');
  const config = { ...kept(file, file), jwt: { kind: 'file', file } as const };

  expect(checkFolders(config, () => false)).toMatchObject(
    ['DB_PATH', 'JWT_SECRET_FILE', 'SECURITY_LOG_FILE'].flatMap((name) => problem(`${name} is ${file}`)),
  );
});

test('a log without its folder is a problem: the server makes none for it', () => {
  const folder = temporaryFolder();
  const config = kept(join(folder, 'parley.db'), join(folder, 'logs/security.log'));

  expect(checkFolders(config)).toMatchObject(problem("whose folder doesn't exist"));
  mkdirSync(join(folder, 'logs'));
  expect(checkFolders(config)).toMatchObject([{ verdict: 'fine' }]);
});
