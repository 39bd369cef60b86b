import { once } from 'node:events';
import type { Server } from 'node:http';
import { createServer as createHttpsServer, type Server as HttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { createServer } from '../../backend/src/listener/create-server.ts';
import { redirectToHttps } from '../../backend/src/listener/redirect-to-https.ts';
import { selfSignedCertificate } from '../../backend/src/tls/self-signed-certificate.ts';
import { Certificates } from '../tests/certificates.ts';
import { type Stack, startStack } from '../tests/stack.ts';
import { findingsOf } from './findings-of.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack('prod', new Certificates());
});
afterAll(() => stack.stop());

const certificate = selfSignedCertificate(['localhost', '127.0.0.1'], Date.now());

/** @returns its address */
async function listening(server: Server | HttpsServer): Promise<string> {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => void server.close());
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test.each(['front', 'back'] as const)('the %s proxy of production has nothing above low', async (side) => {
  expect(await findingsOf(new URL(stack[side]).host)).toEqual([]);
});

test('a server that speaks TLS itself has nothing above low', async () => {
  const plain = redirectToHttps('https://localhost');
  const address = await listening(
    createServer((_request, response) => response.end(), { certificate, plain }),
  );

  expect(await findingsOf(address)).toEqual([]);
});

test('a careless server is found out', async () => {
  const ciphers = 'ECDHE-ECDSA-AES128-SHA:@SECLEVEL=0';
  const address = await listening(
    createHttpsServer({ ...certificate, minVersion: 'TLSv1', maxVersion: 'TLSv1.2', ciphers }),
  );

  expect(await findingsOf(address)).toEqual(
    expect.arrayContaining(['speaks tls 1.0', 'takes ECDHE-ECDSA-AES128-SHA in TLSv1.2']),
  );
});
