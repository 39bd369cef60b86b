import { readFileSync } from 'node:fs';
import type { TlsConfig } from './config/tls-config.ts';
import { ownCertificate } from './tls/own-certificate.ts';
import type { CertificateAndKey } from './tls/self-signed-certificate.ts';

/**
 * The certificate that a server shows, if it speaks TLS.
 * @param now ms
 */
export function certificateOf(tls: TlsConfig, now: number): CertificateAndKey | undefined {
  if (tls.kind === 'none') return undefined;
  if (tls.kind === 'own') return ownCertificate({ ...tls, now });
  return { cert: readFileSync(tls.cert, 'utf8'), key: readFileSync(tls.key, 'utf8') };
}
