import { connect, type ConnectionOptions } from 'node:tls';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask } from './ask.ts';
import { Certificates } from './certificates.ts';
import { type Stack, startStack } from './stack.ts';

const certificates = new Certificates();
let stack: Stack;
beforeAll(async () => {
  stack = await startStack('prod', certificates);
});
afterAll(() => stack.stop());

/** The protocol that both ends agree on, or the error. */
function handshake(options: ConnectionOptions): Promise<string | null> {
  const { port } = new URL(stack.front);
  return new Promise((resolve, reject) => {
    const socket = connect(
      { port: Number(port), servername: 'localhost', ca: certificates.server, ...options },
      () => {
        resolve(socket.getProtocol());
        socket.destroy();
      },
    ).on('error', reject);
  });
}

test.each(['TLSv1.2', 'TLSv1.3'] as const)('%s is spoken', async (version) => {
  expect(await handshake({ minVersion: version, maxVersion: version })).toBe(version);
});

test.each(['TLSv1', 'TLSv1.1'] as const)('%s is refused', async (version) => {
  const old = { minVersion: version, maxVersion: version, ciphers: 'DEFAULT:@SECLEVEL=0' };

  await expect(handshake(old)).rejects.toThrow(/alert protocol version/);
});

test.each(['AES128-GCM-SHA256', 'ECDHE-ECDSA-AES128-SHA256'])('the cipher %s is refused', async (ciphers) => {
  await expect(handshake({ maxVersion: 'TLSv1.2', ciphers })).rejects.toThrow(/handshake failure/);
});

test('plain HTTP to the TLS port is redirected to https', async () => {
  const answer = await ask(`${stack.front.replace('https:', 'http:')}/chat?x=1`);

  expect(answer).toMatchObject({ status: 301, headers: { location: `${stack.front}/chat?x=1` } });
});

test('the HTTP port redirects to the public address, whatever host was asked for', async () => {
  const answer = await ask(`${stack.redirect}/chat?x=1`, { headers: { Host: 'evil.example' } });

  expect(answer).toMatchObject({ status: 301, headers: { location: `${stack.front}/chat?x=1` } });
});
