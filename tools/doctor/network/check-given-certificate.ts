import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { checkCertificate } from './check-certificate.ts';
import { type Finding, problem } from '../finding.ts';

interface Given {
  readonly cert: string;
  readonly key: string;
}

/** Whether the files of TLS_CERT_FILE and TLS_KEY_FILE belong together, to PUBLIC_URL, and to this year. */
export function checkGivenCertificate(
  { cert, key }: Given,
  publicUrl: string,
  now: number,
): readonly Finding[] {
  const missing = [cert, key].filter((file) => !existsSync(file));
  if (missing.length > 0)
    return missing.map((file) => problem(`${file} is missing.`, 'Correct TLS_CERT_FILE and TLS_KEY_FILE.'));
  const findings = checkCertificate(cert, now, 'Renew it and restart the server.');
  return findings.some(({ says }) => says.endsWith("isn't a PEM certificate."))
    ? findings
    : [...findings, ...belonging({ cert, key }, new URL(publicUrl).hostname.replaceAll(/[[\]]/g, ''))];
}

function belonging({ cert, key }: Given, name: string): readonly Finding[] {
  const certificate = new X509Certificate(readFileSync(cert));
  const findings: Finding[] = [];
  const named = isIP(name) === 0 ? certificate.checkHost(name) : certificate.checkIP(name);
  if (named === undefined)
    findings.push(problem(`${cert} isn't for ${name}.`, 'Get a certificate for the name in PUBLIC_URL.'));
  const privateKey = parse(key);
  if (privateKey === undefined)
    findings.push(problem(`${key} isn't a PEM key without a passphrase.`, 'Correct TLS_KEY_FILE.'));
  else if (!certificate.checkPrivateKey(privateKey))
    findings.push(
      problem(`${key} isn't the key of ${cert}.`, 'Set both to the files of the same certificate.'),
    );
  return findings;
}

function parse(key: string): KeyObject | undefined {
  try {
    return createPrivateKey(readFileSync(key));
  } catch {
    return undefined;
  }
}
