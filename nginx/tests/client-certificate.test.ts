import type { Server } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask } from './ask.ts';
import { Certificates, type ClientCertificate } from './certificates.ts';
import { echoServer } from './echo-server.ts';
import { type Stack, startStack } from './stack.ts';

const certificates = new Certificates();
const alice = certificates.client('alice');
const stranger = new Certificates().client('alice');

let stack: Stack;
let server: Server;
beforeAll(async () => {
  stack = await startStack('prod', certificates);
  server = await echoServer(stack.httpPort);
});
afterAll(async () => {
  server.close();
  await stack.stop();
});

const forged = { 'X-Client-Certificate': 'satya' };
const show = (url: string, certificate: Partial<ClientCertificate>, headers = {}) =>
  ask(`${url}/web/session`, { ca: certificates.server, ...certificate, headers });

test('the name in a certificate of our authority is handed to the server', async () => {
  const { body } = await show(stack.front, alice);

  expect(JSON.parse(body)).toMatchObject({ 'x-client-certificate': 'alice' });
});

test('the name in the certificate wins over a forged header', async () => {
  const { body } = await show(stack.front, alice, forged);

  expect(JSON.parse(body)).toMatchObject({ 'x-client-certificate': 'alice' });
});

test('without a certificate no name is handed over, forged or not', async () => {
  const { status, body } = await show(stack.front, {}, forged);

  expect(status).toBe(200);
  expect(JSON.parse(body)).not.toHaveProperty('x-client-certificate');
});

test('a certificate of another authority is refused', async () => {
  expect(await show(stack.front, stranger)).toMatchObject({ status: 400 });
});

test('the back proxy talks to nobody without a certificate', async () => {
  expect(await show(stack.back, {}, forged)).toMatchObject({ status: 400 });
});

test('the back proxy takes the word of no user, only of the front proxy', async () => {
  expect(await show(stack.back, alice, forged)).toMatchObject({ status: 403 });
});
