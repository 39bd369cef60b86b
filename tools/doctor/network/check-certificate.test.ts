import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { selfSignedCertificate } from '../../../backend/src/tls/self-signed-certificate.ts';
import { checkCertificate } from './check-certificate.ts';
import { checkGivenCertificate } from './check-given-certificate.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const day = 24 * 60 * 60 * 1_000;
const now = Date.now();
const made = selfSignedCertificate(['chat.example.org', '192.0.2.1'], now);

function file(name: string, content: string): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, content);
  return path;
}

const given = ({ cert = made.cert, key = made.key } = {}) => ({
  cert: file('cert.pem', cert),
  key: file('key.pem', key),
});

test.each([
  [0, 'fine', 'is valid for 823 more days'],
  [800, 'warning', 'expires in 23 days'],
  [830, 'problem', 'expired 7 days ago'],
  [-2, 'problem', "isn't valid yet"],
])('after %d days its certificate is %s', (days, verdict, says) => {
  const [finding] = checkCertificate(file('cert.pem', made.cert), now + days * day, 'Make another.');

  expect(finding).toMatchObject({ verdict, says: expect.stringContaining(says) as string });
});

test('no certificate is nothing to talk about', () => {
  expect(checkCertificate('/nonexistent/cert.pem', now, 'Make one.')).toEqual([]);
});

test('a file that holds no certificate is a problem', () => {
  expect(checkCertificate(file('cert.pem', 'nothing'), now, 'Make one.')).toMatchObject([
    { verdict: 'problem', says: expect.stringContaining("isn't a PEM certificate") as string },
  ]);
});

test.each(['https://chat.example.org', 'https://192.0.2.1:8091'])('a good pair for %s is fine', (url) => {
  expect(checkGivenCertificate(given(), url, now)).toMatchObject([{ verdict: 'fine' }]);
});

test('a certificate for another name is a problem', () => {
  expect(checkGivenCertificate(given(), 'https://other.example.org', now)[1]).toMatchObject({
    verdict: 'problem',
    says: expect.stringContaining("isn't for other.example.org") as string,
  });
});

test('a key of another certificate is a problem', () => {
  const { key } = selfSignedCertificate(['chat.example.org'], now);

  expect(checkGivenCertificate(given({ key }), 'https://chat.example.org', now)[1]).toMatchObject({
    verdict: 'problem',
    says: expect.stringContaining("isn't the key of") as string,
  });
});

test('a key that cannot be read is a problem', () => {
  expect(checkGivenCertificate(given({ key: 'nothing' }), 'https://chat.example.org', now)[1]).toMatchObject({
    verdict: 'problem',
    says: expect.stringContaining("isn't a PEM key without a passphrase") as string,
  });
});

test('files that are missing are a problem each', () => {
  const nowhere = { cert: '/nonexistent/cert.pem', key: '/nonexistent/key.pem' };

  expect(checkGivenCertificate(nowhere, 'https://chat.example.org', now)).toMatchObject([
    { verdict: 'problem', says: '/nonexistent/cert.pem is missing.' },
    { verdict: 'problem', says: '/nonexistent/key.pem is missing.' },
  ]);
});
