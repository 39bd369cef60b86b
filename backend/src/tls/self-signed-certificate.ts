import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { isIPv4, isIPv6 } from 'node:net';
import * as der from './der.ts';

/** Both in PEM. */
export interface CertificateAndKey {
  readonly cert: string;
  readonly key: string;
}

const DAY = 24 * 60 * 60 * 1_000;
/** Browsers refuse certificates that live longer. */
const LIFETIME = 825 * DAY;
const ECDSA_WITH_SHA256 = der.sequence(der.oid('1.2.840.10045.4.3.2'));

/**
 * A self-signed certificate (X.509 v3, RFC 5280): Node.js cannot make one, and openssl is not installed everywhere.
 * @param hosts names and addresses of the server
 */
export function selfSignedCertificate(hosts: readonly string[], now: number): CertificateAndKey {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const content = toBeSigned(hosts, now, publicKey);
  const signature = sign('sha256', content, privateKey);
  const certificate = der.sequence(content, ECDSA_WITH_SHA256, der.bits(signature));
  return { cert: pem(certificate), key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() };
}

function toBeSigned(hosts: readonly string[], now: number, publicKey: KeyObject): der.Der {
  const v3 = der.explicit(0, der.integer(Buffer.from([2])));
  // The leading byte keeps the serial number positive whatever the random bytes are.
  const serial = der.integer(Buffer.concat([Buffer.from([1]), randomBytes(15)]));
  const name = der.sequence(der.set(der.sequence(der.oid('2.5.4.3'), der.text('Parley'))));
  // Already valid for clients whose clock is a little behind.
  const validity = der.sequence(der.time(now - DAY), der.time(now + LIFETIME - DAY));
  const key = publicKey.export({ type: 'spki', format: 'der' });
  const extensions = der.explicit(3, der.sequence(usage(), constraints(), extendedUsage(), names(hosts)));
  return der.sequence(v3, serial, ECDSA_WITH_SHA256, name, validity, name, key, extensions);
}

const critical = (id: string, value: der.Der) =>
  der.sequence(der.oid(id), der.boolean(true), der.octets(value));
const extension = (id: string, value: der.Der) => der.sequence(der.oid(id), der.octets(value));

/** For signing handshakes only. */
const usage = () => critical('2.5.29.15', der.bits(Buffer.from([0x80]), 7));
/** Not a certificate authority. */
const constraints = () => critical('2.5.29.19', der.sequence());
/** A server's certificate. */
const extendedUsage = () => extension('2.5.29.37', der.sequence(der.oid('1.3.6.1.5.5.7.3.1')));
const names = (hosts: readonly string[]) =>
  extension('2.5.29.17', der.sequence(...hosts.map(alternativeName)));

function alternativeName(host: string): der.Der {
  if (isIPv4(host)) return der.implicit(7, Buffer.from(host.split('.').map(Number)));
  if (isIPv6(host)) return der.implicit(7, ipv6Bytes(host));
  return der.implicit(2, Buffer.from(host));
}

function ipv6Bytes(address: string): der.Der {
  const [head = '', tail = ''] = address.split('::');
  const groups = (part: string) => part.split(':').filter((group) => group !== '');
  const zeros = Array<string>(8 - groups(head).length - groups(tail).length).fill('0');
  const all = address.includes('::') ? [...groups(head), ...zeros, ...groups(tail)] : groups(address);
  return Buffer.concat(all.map((group) => Buffer.from(group.padStart(4, '0'), 'hex')));
}

function pem(content: der.Der): string {
  const lines =
    Buffer.from(content)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}
