import { X509Certificate } from 'node:crypto';
import { isOnThisComputer } from '@parley/protocol';
import type { Config } from '../config/config.ts';
import { LOCAL_ADDRESS_NOTE } from '../config/local-address-note.ts';
import type { CertificateAndKey } from '../tls/self-signed-certificate.ts';

export interface Started {
  readonly certificate: CertificateAndKey | undefined;
  /** The link for the first account, if there is none yet. */
  readonly link: string | undefined;
  /** ms since the process began */
  readonly ready: number;
}

/** What the operator needs to know at the start, in sentences; empty if a proxy serves the pages. */
export function startNotice(config: Config, { certificate, link, ready }: Started): readonly string[] {
  const sentences: string[] = [];
  if (config.staticDir !== undefined) {
    sentences.push(`Parley is running at ${config.publicUrl}, ready after ${(ready / 1_000).toFixed(1)} s.`);
    if (isOnThisComputer(config.publicUrl)) sentences.push(LOCAL_ADDRESS_NOTE);
    if (certificate !== undefined && config.tls.kind === 'own') sentences.push(warning(certificate));
  }
  if (link !== undefined) sentences.push(`Open this link to create the administrator's account:\n${link}`);
  return sentences;
}

function warning({ cert }: CertificateAndKey): string {
  return (
    'Your browser will warn once. It is safe to continue if it shows this fingerprint (SHA-256) of the certificate:\n' +
    new X509Certificate(cert).fingerprint256
  );
}
