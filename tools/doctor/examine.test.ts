import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { standIn } from './network/stand-in.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { examine } from './examine.ts';

test('a deployment is looked at as its variables describe it', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'index.html'), '<!doctype html>');
  const port = `${await standIn()}`;

  const findings = await examine(
    {
      HTTP_PORT: port,
      WS_PORT: port,
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      STATIC_DIR: folder,
      DB_PATH: join(folder, 'parley.db'),
      JWT_SECRET: 'a secret that is long enough for this',
    },
    Date.now,
  );

  expect(findings.filter(({ verdict }) => verdict === 'problem')).toEqual([]);
  expect(findings.map(({ says }) => says)).toEqual(
    expect.arrayContaining([
      'The configuration is valid.',
      'The web client is built.',
      `Parley is running on port ${port}.`,
      `${join(folder, 'parley.db')} doesn't exist yet. The first start creates it.`,
      `http://127.0.0.1:${port} answers.`,
      'WebSockets work.',
    ]),
  );
});

test('who finds a problem ends with 1 and says what to do', () => {
  const { status, stdout } = spawnSync(process.execPath, ['tools/doctor.ts'], {
    cwd: join(import.meta.dirname, '../..'),
    env: { HTTP_PORT: 'eighty' },
    encoding: 'utf8',
  });

  expect(stdout).toMatch(/^PROBLEM {2}HTTP_PORT is "eighty".*\n {9}Correct it/);
  expect(status).toBe(1);
});
