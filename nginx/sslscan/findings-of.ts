import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
type Attributes = Readonly<Record<string, string>>;

/**
 * What sslscan finds at an address: old protocols, ciphers without forward secrecy or authenticated encryption, and known
 * vulnerabilities.
 * @throws Error if there is no TLS at all
 */
export async function findingsOf(address: string): Promise<readonly string[]> {
  const scanner = process.env.SSLSCAN_PATH ?? 'sslscan';
  const { stdout } = await run(scanner, ['--xml=-', '--no-colour', address]);
  const all = (name: string) => elements(stdout, name);
  if (all('cipher').length === 0) throw new Error(`sslscan found no cipher at ${address}`);
  return [
    ...all('protocol')
      .filter(isOld)
      .map(({ type, version }) => `speaks ${type} ${version}`),
    ...all('cipher')
      .filter(isPoor)
      .map(({ sslversion, cipher }) => `takes ${cipher} in ${sslversion}`),
    ...all('heartbleed')
      .filter(({ vulnerable }) => vulnerable === '1')
      .map(() => 'has Heartbleed'),
    ...all('compression')
      .filter(({ supported }) => supported === '1')
      .map(() => 'compresses'),
    ...all('renegotiation')
      .filter(isInsecure)
      .map(() => 'renegotiates insecurely'),
    ...all('pk')
      .filter(isShort)
      .map(({ type, bits }) => `has an ${type} key of ${bits} bits`),
    ...[...stdout.matchAll(/<signature-algorithm>\s*([^<]*(?:sha1|md5)[^<]*)</gi)].map(
      ([, algorithm]) => `has a certificate signed with ${algorithm?.trim()}`,
    ),
  ];
}

function elements(xml: string, name: string): readonly Attributes[] {
  return [...xml.matchAll(new RegExp(`<${name} ([^>]*)/?>`, 'g'))].map(([, text = '']) => {
    const attributes = text.matchAll(/([\w-]+)="([^"]*)"/g);
    return Object.fromEntries(Array.from(attributes, ([, key = '', value = '']) => [key, value]));
  });
}

function isOld({ type, version, enabled }: Attributes): boolean {
  return enabled === '1' && !(type === 'tls' && (version === '1.2' || version === '1.3'));
}

function isPoor({ sslversion, cipher = '', bits, strength = '' }: Attributes): boolean {
  const isForwardSecret = sslversion === 'TLSv1.3' || /^(ECDHE|DHE)-/.test(cipher);
  const isAuthenticated = /GCM|CHACHA20|CCM/.test(cipher);
  const isWeak = ['medium', 'weak', 'null', 'anonymous'].includes(strength) || Number(bits) < 128;
  return !isForwardSecret || !isAuthenticated || isWeak;
}

function isInsecure({ supported, secure }: Attributes): boolean {
  return supported === '1' && secure === '0';
}

function isShort({ type, bits }: Attributes): boolean {
  return type === 'RSA' && bits !== undefined && Number(bits) < 2_048;
}
