import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer, get } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSecureContext } from 'node:tls';
import { X509Certificate } from 'node:crypto';
import { beforeEach, expect, test, vi } from 'vitest';
import { ownCertificate } from './own-certificate.ts';
import { selfSignedCertificate } from './self-signed-certificate.ts';

const now = Date.now();
const day = 24 * 60 * 60 * 1_000;
const hosts = ['chat.example', 'localhost', '127.0.0.1', '::1', 'fe80::1:20'];

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-own-certificate-'));
});

test('it bears every name and address, and signs itself', () => {
  const certificate = new X509Certificate(ownCertificate({ folder, hosts, now }).cert);

  for (const host of hosts.slice(0, 2)) expect(certificate.checkHost(host)).toBe(host);
  for (const address of hosts.slice(2)) expect(certificate.checkIP(address)).toBe(address);
  expect(certificate.verify(certificate.publicKey)).toBe(true);
  expect(certificate.ca).toBe(false);
});

test('a client that trusts it talks to a server that shows it', async () => {
  const own = ownCertificate({ folder, hosts, now });
  const server = createServer(own, (_request, response) => response.end()).listen(0);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  const [response] = (await once(get({ host: 'localhost', port, ca: own.cert }), 'response')) as [
    { statusCode: number },
  ];

  expect(response.statusCode).toBe(200);
  server.close();
});

test('the same one is shown after the next start', () => {
  expect(ownCertificate({ folder, hosts, now })).toEqual(ownCertificate({ folder, hosts, now: now + day }));
});

test('a new one is made a month before the end, and for a new name', () => {
  const first = ownCertificate({ folder, hosts, now });

  const renewed = ownCertificate({ folder, hosts, now: now + 800 * day });
  const renamed = ownCertificate({ folder, hosts: ['other.example'], now: now + 800 * day });

  expect(new Set([first.cert, renewed.cert, renamed.cert]).size).toBe(3);
});

const CERT = 'own-certificate.pem';
const KEY = 'own-key.pem';

test.each([
  ['a certificate that is empty', CERT, (file: string) => truncateSync(file)],
  ['half a certificate', CERT, (file: string) => truncateSync(file, 200)],
  ['a key that is empty', KEY, (file: string) => truncateSync(file)],
  ['half a key', KEY, (file: string) => truncateSync(file, 100)],
  [
    'the key of another one',
    KEY,
    (file: string) => writeFileSync(file, selfSignedCertificate(hosts, now).key),
  ],
])(
  '%s, which a power failure left, holds up no start: a new one is made, and the log says so',
  (_, name, damage) => {
    const first = ownCertificate({ folder, hosts, now });
    damage(join(folder, name));
    const warn = vi.fn();

    const made = ownCertificate({ folder, hosts, now, log: { warn } });

    expect(made.cert).not.toBe(first.cert);
    expect(() => createSecureContext(made)).not.toThrow();
    expect([CERT, KEY].map((file) => readFileSync(join(folder, file), 'utf8'))).toEqual([
      made.cert,
      made.key,
    ]);
    expect(warn).toHaveBeenCalledExactlyOnceWith(
      { cert: join(folder, CERT), key: join(folder, KEY) },
      expect.stringContaining('is broken'),
    );
    expect(ownCertificate({ folder, hosts, now, log: { warn } })).toEqual(made);
    expect(warn).toHaveBeenCalledOnce();
  },
);

test('nobody else can read the key', () => {
  ownCertificate({ folder, hosts, now });

  expect(readdirSync(folder)).toEqual(['own-certificate.pem', 'own-key.pem']);
  expect(statSync(join(folder, 'own-key.pem')).mode & 0o777).toBe(0o600);
});
