import { createHmac } from 'node:crypto';
import type { Kdf } from '@parley/protocol';

/**
 * The KDF parameters for a user that does not exist: always the same salt for the same name, so that the answer looks
 * like that for an existing user.
 */
export function fakeKdf(secret: string, username: string): Kdf {
  const salt = createHmac('sha256', secret).update(username.toLowerCase()).digest().subarray(0, 16);
  return {
    name: 'argon2id',
    salt: salt.toString('base64'),
    memoryKiB: 64 * 1024,
    iterations: 3,
    parallelism: 1,
  };
}
