import { spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-gencert-'));
});

const gencert = (...words: string[]) =>
  spawnSync('env', [`CERTS=${folder}`, join(root, 'certs/gencert.sh'), ...words], { encoding: 'utf8' });
const read = (name: string) => readFileSync(join(folder, name), 'utf8');
const certificate = (name: string) => new X509Certificate(read(`${name}.crt`));
const contents = () => readdirSync(folder).map((name) => [name, read(name)]);

test('the server certificate signs itself and bears the names of config.ext', () => {
  gencert();

  const server = certificate('server');
  expect(server.verify(server.publicKey)).toBe(true);
  expect(server.checkHost('localhost')).toBe('localhost');
  expect(server.checkHost('ws-backend-nginx')).toBe('ws-backend-nginx');
  expect(server.checkIP('127.0.0.1')).toBe('127.0.0.1');
  expect(server.ca).toBe(false);
});

test('the authority signs the certificate of a user, which names them', () => {
  expect(gencert('client', 'alice').status).toBe(0);

  const alice = certificate('alice');
  expect(alice.verify(certificate('client-ca').publicKey)).toBe(true);
  expect(alice.subject).toBe('CN=alice');
  expect(alice.checkIssued(certificate('client-ca'))).toBe(true);
});

test('keys are encrypted, and only their owner can read them', () => {
  gencert('client', 'alice');

  const secrets = readdirSync(folder).filter((name) => /\.(key|pass|p12)$/.test(name));
  expect(secrets).toHaveLength(7);
  for (const name of secrets) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
  for (const name of secrets.filter((secret) => secret.endsWith('.key'))) {
    expect(read(name)).toContain('BEGIN ENCRYPTED PRIVATE KEY');
  }
});

test('what a user gets does not open the other keys', () => {
  gencert('client', 'alice');

  expect(read('alice.pass')).not.toBe(read('passphrase.pass'));
});

test('running it again changes nothing', () => {
  gencert('client', 'alice');
  const before = contents();

  expect(gencert('client', 'alice').status).toBe(0);
  expect(contents()).toEqual(before);
});

test('a deleted certificate is renewed with the key that is there', () => {
  gencert();
  const key = read('server.key');
  rmSync(join(folder, 'server.crt'));

  expect(gencert().status).toBe(0);
  expect(read('server.key')).toBe(key);
  expect(certificate('server').checkHost('localhost')).toBe('localhost');
});

test('what a user imports holds the certificate that was renewed', () => {
  gencert('client', 'alice');
  rmSync(join(folder, 'alice.crt'));

  expect(gencert('client', 'alice').stdout).toContain('alice.p12: made');

  const { stdout } = spawnSync(
    'openssl',
    ['pkcs12', '-in', 'alice.p12', '-passin', 'file:alice.pass', '-clcerts', '-nokeys'],
    { cwd: folder, encoding: 'utf8' },
  );
  expect(new X509Certificate(stdout).serialNumber).toBe(certificate('alice').serialNumber);
});

test.each(['server.key', 'passphrase.pass'])(
  'without %s it refuses, because the rest depends on it',
  (name) => {
    gencert();
    rmSync(join(folder, name));

    const { status, stderr } = gencert();

    expect(status).toBe(1);
    expect(stderr).toMatch(/gencert\.sh: .*without|gencert\.sh: .*open them/);
  },
);

test.each(['', 'a', 'al ice', '../alice', 'server', 'front-nginx'])('%j is no name for a user', (name) => {
  expect(gencert('client', name).status).toBe(1);
});

test('git ignores whatever it makes', () => {
  gencert('client', 'alice');
  const made = readdirSync(folder).map((name) => `certs/${name}`);

  const { stdout } = spawnSync('git', ['check-ignore', ...made], { cwd: root, encoding: 'utf8' });

  expect(stdout.trim().split('\n')).toEqual(made);
});
