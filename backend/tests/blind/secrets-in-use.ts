import { onTestFinished } from 'vitest';
import { secret, type Secret } from './canaries.ts';

const { subtle } = crypto;
/** A seed stands at the end of its PKCS8. */
const SEED_BYTES = 32;

/** From now on, every secret key that anything here hands to Web Crypto, which is how clients use all of theirs. */
export function secretsInUse(): () => readonly Secret[] {
  const seen = new Map<string, Secret>();
  const importKey = subtle.importKey.bind(subtle) as (...parameters: unknown[]) => Promise<CryptoKey>;
  const watched = (...parameters: unknown[]) => {
    const [format, bytes] = parameters;
    const key = secretIn(String(format), bytes, JSON.stringify(parameters[2]));
    if (key !== undefined) seen.set(Buffer.from(key.bytes).toString('hex'), key);
    return importKey(...parameters);
  };
  Object.defineProperty(subtle, 'importKey', { value: watched, configurable: true });
  onTestFinished(() => {
    Object.defineProperty(subtle, 'importKey', { value: importKey, configurable: true });
  });
  return () => [...seen.values()];
}

function secretIn(format: string, bytes: unknown, algorithm: string): Secret | undefined {
  if (!(bytes instanceof Uint8Array)) return undefined;
  const copy = Uint8Array.from(bytes);
  if (format === 'pkcs8') return secret(`a private key of ${algorithm}`, copy.slice(-SEED_BYTES));
  const isPublic = /Ed25519|X25519/.test(algorithm);
  return format === 'raw' && !isPublic ? secret(`a key of ${algorithm}`, copy) : undefined;
}
