import type { Credential } from '@parley/protocol';
import type { Random } from '../random.ts';

/** A key whose private half was never stored: proofs of unknown users are checked against it. */
export const NOBODYS_KEY = 'sJXUGrwujOl/i/OJSQ6IdOnRxC55wg2V8gVlsp/q8tM=';

/** One under which nobody logs in. */
export function nobodysCredential(random: Random): Credential {
  const salt = Buffer.from(random.bytes(16)).toString('base64');
  return {
    kdf: { name: 'argon2id', salt, memoryKiB: 64 * 1024, iterations: 3, parallelism: 1 },
    publicKey: NOBODYS_KEY,
  };
}
