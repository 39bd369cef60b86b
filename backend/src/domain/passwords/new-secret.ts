import type { Random } from '../random.ts';

/** A secret for a link: 32 random bytes in base64url. */
export function newSecret(random: Random): string {
  return Buffer.from(random.bytes(32)).toString('base64url');
}
