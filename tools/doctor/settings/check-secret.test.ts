import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { secretFile } from '../../../backend/src/config/secret-file.ts';
import { checkSecret } from './check-secret.ts';
import { temporaryFolder } from '../temporary-folder.ts';

test('a secret that the server made is fine, and so is none yet', () => {
  const file = join(temporaryFolder(), 'jwt-secret');
  expect(checkSecret({ kind: 'file', file })).toMatchObject([{ verdict: 'fine' }]);

  secretFile(file);

  expect(checkSecret({ kind: 'file', file })).toMatchObject([{ verdict: 'fine' }, { verdict: 'fine' }]);
});

test('a file with too little in it, and one that others can read, are problems', () => {
  const file = join(temporaryFolder(), 'jwt-secret');
  writeFileSync(file, 'x');
  chmodSync(file, 0o644);

  expect(checkSecret({ kind: 'file', file })).toMatchObject([
    { verdict: 'problem', says: expect.stringContaining(`${file} holds no secret`) as string },
    { verdict: 'problem', remedy: `chmod 600 ${file}` },
  ]);
});
