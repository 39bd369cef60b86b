import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http';
import { createServer as createHttpsServer, type Server as HttpsServer } from 'node:https';
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

/** A server that speaks HTTP, or https where it has a certificate. */
export function createServer(
  listener: RequestListener,
  certificate: CertificateAndKey | undefined,
): Server | HttpsServer {
  if (certificate === undefined) return createHttpServer(listener);
  const tls = { minVersion: 'TLSv1.2', ciphers: CIPHERS.join(':'), handshakeTimeout: 10_000 } as const;
  return createHttpsServer({ ...tls, ...certificate }, listener);
}
