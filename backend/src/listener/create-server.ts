import {
  createServer as createHttpServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
} from 'node:http';
import { createServer as createHttpsServer, type Server as HttpsServer } from 'node:https';
import { isGatewayUrl, SOCKET_PATH } from '@parley/protocol';
import { answerPlainHttp } from './answer-plain-http.ts';
import { boundHandshakes } from './bound-handshakes.ts';
import type { CertificateAndKey } from '../tls/self-signed-certificate.ts';

/** Mozilla's intermediate configuration, as in nginx/snippets/tls.conf. The TLS 1.3 suites need not be named. */
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
} as const;

/** How long a connection may take to send its request headers, in ms. */
const PATIENCE = {
  headersTimeout: 10_000,
  connectionsCheckingInterval: 1_000,
  /** A body may be large; `cutSlowBodies` bounds how slow it may be. */
  requestTimeout: 0,
  /** Without this handler, an upgrade to any other protocol would stay open forever. */
  shouldUpgradeCallback: ({ url }: IncomingMessage) => isForSockets(url ?? ''),
};
/** A connection that is no WebSocket ends after this long without a byte in either direction, in ms. */
const IDLE = 30_000;

/** The two paths that carry WebSockets; the carriers read them no differently. */
function isForSockets(url: string): boolean {
  return isGatewayUrl(url) || url.startsWith(`${SOCKET_PATH}/`);
}

/** What makes a server speak https. */
export interface Tls {
  readonly certificate: CertificateAndKey;
  /** Answers what comes in plain HTTP nevertheless. */
  readonly plain: RequestListener;
}

/** A server that speaks https, or HTTP without `tls`. */
export function createServer(listener: RequestListener, tls?: Tls): Server | HttpsServer {
  const server = tls === undefined ? createHttpServer(PATIENCE, listener) : createTlsServer(listener, tls);
  server.setTimeout(IDLE);
  return server;
}

function createTlsServer(listener: RequestListener, { certificate, plain }: Tls): HttpsServer {
  const server = createHttpsServer({ ...PATIENCE, ...TLS, ...certificate }, listener);
  answerPlainHttp(server, plain);
  // It bounds what comes in plain HTTP, too: that never becomes secure.
  boundHandshakes(server);
  return server;
}
