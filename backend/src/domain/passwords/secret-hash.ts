import { sha256 } from '../sha256.ts';

const LABEL = 'parley/v1/secret\0';

/** The stored hash of the secret in a link, base64. The secret is 32 random bytes, so that a plain hash is enough. */
export function secretHash(secret: string): string {
  return Buffer.from(sha256(Buffer.from(LABEL + secret))).toString('base64');
}
