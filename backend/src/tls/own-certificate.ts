import { createPrivateKey, X509Certificate } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { putFile } from '../files/put-file.ts';
import { type CertificateAndKey, selfSignedCertificate } from './self-signed-certificate.ts';

/** Renewed this long before its end, so that a server that restarts now and then never reaches it. */
const RENEWAL = 30 * 24 * 60 * 60 * 1_000;

export interface CertificateLog {
  warn(details: object, message: string): void;
}

export interface OwnCertificateOptions {
  /** Where it is kept, so that users confirm it in their browsers once and not after each start. */
  readonly folder: string;
  /** Names and addresses of the server. */
  readonly hosts: readonly string[];
  /** ms */
  readonly now: number;
  readonly log?: CertificateLog | undefined;
}

/** The certificate that a server makes for itself if none is given, or what is kept is broken. */
export function ownCertificate({ folder, hosts, now, log }: OwnCertificateOptions): CertificateAndKey {
  const files = { cert: join(folder, 'own-certificate.pem'), key: join(folder, 'own-key.pem') };
  if (existsSync(files.cert) && existsSync(files.key)) {
    const kept = { cert: readFileSync(files.cert, 'utf8'), key: readFileSync(files.key, 'utf8') };
    const certificate = certificateIn(kept);
    if (certificate !== undefined && isGood(certificate, hosts, now)) return kept;
    if (certificate === undefined)
      log?.warn(
        files,
        "the server's own certificate or its key is broken; browsers will warn once of a new one",
      );
  }
  const made = selfSignedCertificate(hosts, now);
  putFile(files.key, made.key, { existing: 'replaced' });
  putFile(files.cert, made.cert, { existing: 'replaced', mode: 0o644 });
  return made;
}

/** Undefined if one of the two is torn, or they are not of one pair: a crash came between them, or a full disk. */
function certificateIn({ cert, key }: CertificateAndKey): X509Certificate | undefined {
  try {
    const certificate = new X509Certificate(cert);
    return certificate.checkPrivateKey(createPrivateKey(key)) ? certificate : undefined;
  } catch {
    return undefined;
  }
}

function isGood(certificate: X509Certificate, hosts: readonly string[], now: number): boolean {
  const names = (host: string) =>
    isIP(host) === 0 ? certificate.checkHost(host) : certificate.checkIP(host);
  return (
    certificate.validToDate.getTime() - now > RENEWAL && hosts.every((host) => names(host) !== undefined)
  );
}
