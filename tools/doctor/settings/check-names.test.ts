import { appendFileSync, cpSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkNames } from './check-names.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const root = join(import.meta.dirname, '../../..');

/** Parley as it comes, with lines of somebody's own. */
function withLines(lines: string): string {
  const folder = temporaryFolder();
  for (const name of ['environments', 'nginx', 'docker'])
    cpSync(join(root, name), join(folder, name), {
      recursive: true,
      filter: (path) => !path.includes('node_modules'),
    });
  appendFileSync(join(folder, 'environments/prod.env'), lines);
  return folder;
}

test('the files as they come are fine, and so is whatever others set in a shell', () => {
  const shell = {
    PATH: '/bin',
    HTTPS_PORT: '443',
    HTTP_PROXY: 'http://proxy',
    LOG_LEVEL: 'info',
    PORT: '80',
  };

  expect(checkNames(root, shell)).toMatchObject([{ verdict: 'fine' }]);
});

test('a misspelt name in a file is a problem, with the one that is meant', () => {
  expect(checkNames(withLines('\n# REGISTRATON=x\nREGISTRATON=closed\n'), { REGISTRATON: 'closed' })).toEqual(
    [
      {
        verdict: 'problem',
        says: expect.stringMatching(/^Line \d+ of environments\/prod\.env sets REGISTRATON,/) as string,
        remedy: 'Did you mean REGISTRATION?',
      },
    ],
  );
});

test('a line that sets nothing is a problem', () => {
  expect(checkNames(withLines('\nregistration closed\n'), {})).toMatchObject([
    { verdict: 'problem', says: expect.stringContaining('sets nothing') as string },
  ]);
});

test.each(['REGISTRATON', 'REGISTRATIONS', 'REGISTRATIOM', 'REGISTRATOIN'])(
  '%s in the shell is a slip',
  (name) => {
    expect(checkNames(root, { [name]: 'closed' })).toMatchObject([
      { verdict: 'warning', remedy: 'Did you mean REGISTRATION?' },
    ]);
  },
);
