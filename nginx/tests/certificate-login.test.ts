import { randomUUID } from 'node:crypto';
import { encodeContent, NAMESPACE, PROTOCOL_VERSION } from '@parley/protocol';
import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { Certificates, type ClientCertificate } from './certificates.ts';
import { startServer } from './real-server.ts';
import { type Stack, startStack } from './stack.ts';

const certificates = new Certificates();
let stack: Stack;
beforeAll(async () => {
  stack = await startStack('prod', certificates);
});
afterAll(() => stack.stop());

/** A socket that proves its user only by its TLS certificate, and sends a forged header. */
function openSocket(certificate: Partial<ClientCertificate>): Socket {
  const socket = io(`${stack.front}${NAMESPACE}`, {
    transports: ['websocket'],
    auth: { version: PROTOCOL_VERSION },
    forceNew: true,
    reconnection: false,
    ca: certificates.server.toString(),
    // Its types know text only, Node.js takes bytes.
    ...(certificate as object),
    extraHeaders: { 'X-Client-Certificate': 'satya' },
  });
  onTestFinished(() => void socket.disconnect());
  return socket;
}

function refusal(certificate: Partial<ClientCertificate>): Promise<Error> {
  return new Promise((resolve) => openSocket(certificate).once('connect_error', resolve));
}

/** Only an administrator can announce, so that the answer shows which user the server recognised. */
async function announce(certificate: ClientCertificate): Promise<unknown> {
  const socket = openSocket(certificate);
  await new Promise<void>((resolve) => socket.once('connect', resolve));
  const payload = encodeContent({ type: 'text', text: 'to everybody' });
  return socket.emitWithAck('broadcastMessage', { id: randomUUID(), body: { kind: 'message' }, payload });
}

test('a certificate opens a socket for the user whom it names, and nothing else does', async () => {
  await startServer(stack, certificates, { CLIENT_CERT_HEADER: 'x-client-certificate' });

  const refusals = await Promise.all([{}, certificates.client('nobody')].map(refusal));

  expect(refusals).toMatchObject([
    { data: { code: 'E_UNAUTHENTICATED' } },
    { data: { code: 'E_UNAUTHENTICATED' } },
  ]);
  expect(await announce(certificates.client('satya'))).toMatchObject({ success: true });
  // Although its header claims to be satya, who may.
  expect(await announce(certificates.client('alice'))).toMatchObject({ error: { code: 'E_FORBIDDEN' } });
}, 30_000);
