import {
  createServer as createHttpServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
} from 'node:http';
import { createServer as createHttpsServer, type Server as HttpsServer } from 'node:https';
import { SOCKET_PATH } from '@parley/protocol';
import type { CertificateAndKey } from './tls/self-signed-certificate.ts';

/** Mozilla's intermediate configuration, as in nginx/snippets/tls.conf; with TLS 1.3's own, which need no name. */
const CIPHERS = [
  'TLS_AES_128_GCM_SHA256',
  'TLS_AES_256_GCM_SHA384',
  'TLS_CHACHA20_POLY1305_SHA256',
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES128-GCM-SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-ECDSA-CHACHA20-POLY1305',
  'ECDHE-RSA-CHACHA20-POLY1305',
];

const TLS = {
  minVersion: 'TLSv1.2',
  ciphers: CIPHERS.join(':'),
  handshakeTimeout: 10_000,
} as const;

/** How long a connection may take to say what it wants, in ms. */
const PATIENCE = {
  headersTimeout: 10_000,
  connectionsCheckingInterval: 1_000,
  /** A body may be large; `paceBodies` says how slow it may be. */
  requestTimeout: 0,
  /** Without it, a connection that asks for any other protocol would be nobody's, and never end. */
  shouldUpgradeCallback: ({ url }: IncomingMessage) => url?.startsWith(SOCKET_PATH) === true,
};
/** After so long without a byte in either direction a connection ends that is no WebSocket, in ms. */
const IDLE = 30_000;

/** A server that speaks HTTP, or https where it has a certificate. */
export function createServer(
  listener: RequestListener,
  certificate: CertificateAndKey | undefined,
): Server | HttpsServer {
  const server =
    certificate === undefined
      ? createHttpServer(PATIENCE, listener)
      : createHttpsServer({ ...PATIENCE, ...TLS, ...certificate }, listener);
  server.setTimeout(IDLE);
  return server;
}
