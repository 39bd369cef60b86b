import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import type { TlsConfig } from '../config/tls-config.ts';
import { type CertificateLog, ownCertificate } from './own-certificate.ts';
import type { CertificateAndKey } from './self-signed-certificate.ts';

/**
 * The server's certificate, if it speaks TLS.
 * @param now ms
 * @throws Error that names the variable and the file at fault
 */
export function certificateOf(
  tls: TlsConfig,
  now: number,
  log?: CertificateLog,
): CertificateAndKey | undefined {
  if (tls.kind === 'none') return undefined;
  if (tls.kind === 'own') return ownCertificate({ ...tls, now, log });
  const [cert, key] = [read('TLS_CERT_FILE', tls.cert), read('TLS_KEY_FILE', tls.key)];
  try {
    createSecureContext({ cert, key });
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : String(cause);
    throw new Error(
      `TLS_CERT_FILE is ${tls.cert} and TLS_KEY_FILE ${tls.key}, which aren't a PEM certificate and its key: ${said}`,
      { cause },
    );
  }
  return { cert, key };
}

function read(variable: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new Error(`${variable} is ${file}, which can't be read.`, { cause });
  }
}
