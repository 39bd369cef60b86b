import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import type * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';
import { secretFile } from '../config/secret-file.ts';
import { backUpDatabase, openSqliteStores, restoreDatabase } from '../store/sqlite/index.ts';
import { ownCertificate } from '../tls/own-certificate.ts';

const { steps, names } = vi.hoisted(() => ({
  steps: [] as [what: string, path: string][],
  names: new Map<number, string>(),
}));

vi.mock('node:fs', async (load) => {
  const real = await load<typeof fs>();
  const openSync: typeof fs.openSync = (path, flags, mode) => {
    const opened = real.openSync(path, flags, mode);
    names.set(opened, String(path));
    return opened;
  };
  const fsyncSync = (opened: number) => {
    steps.push(['sync', names.get(opened) ?? '']);
    real.fsyncSync(opened);
  };
  const renameSync = (from: string, to: string) => {
    steps.push(['name', to]);
    real.renameSync(from, to);
  };
  const linkSync = (from: string, to: string) => {
    steps.push(['name', to]);
    real.linkSync(from, to);
  };
  return { ...real, openSync, fsyncSync, renameSync, linkSync };
});

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-on-the-disk-'));
  steps.length = 0;
  return () => rmSync(folder, { recursive: true });
});

/** What was done, with paths as seen from the folder. */
const done = () => steps.map(([what, path]) => `${what} ${relative(folder, path)}`.trim());

/** Of the folders `deep` and `deep/er`, in the folder that was there. */
const NEW_FOLDERS = ['sync deep', 'sync'];

test('a power failure takes neither the name of a secret that was made nor those of its folders', () => {
  secretFile(join(folder, 'deep', 'er', 'secret'));
  expect(done()).toEqual([...NEW_FOLDERS, 'name deep/er/secret', 'sync deep/er']);
});

test('nor those of a certificate, of which each file is whole or not there, and its key comes first', () => {
  const [at, hosts] = [join(folder, 'deep', 'er'), ['localhost']];
  ownCertificate({ folder: at, hosts, now: Date.now() });
  const written = ['own-key.pem', 'own-certificate.pem'].flatMap((name) => [
    `name deep/er/${name}`,
    'sync deep/er',
  ]);
  expect(done()).toEqual([...NEW_FOLDERS, ...written]);

  steps.length = 0;
  ownCertificate({ folder: at, hosts: ['other.example'], now: Date.now() });
  expect(done()).toEqual(written);
  expect(readdirSync(at)).toEqual(['own-certificate.pem', 'own-key.pem']);
});

test('nor those of the folders of a database, a backup and what is restored from it', async () => {
  const at = (name: string) => join(folder, name, 'er', 'parley.db');
  await (await openSqliteStores({ file: at('deep') })).close();
  expect(done().slice(0, 2)).toEqual(NEW_FOLDERS);
  await backUpDatabase(at('deep'), at('kept'));
  expect(done()).toContain('sync kept');
  await restoreDatabase(at('kept'), at('restored'));
  expect(done()).toContain('sync restored');
  expect(done().slice(-2)).toEqual(['name restored/er/parley.db', 'sync restored/er']);
});
