import { generateKeyPairSync, randomBytes, randomUUID, type KeyObject } from 'node:crypto';
import { AUTH_TOKEN_HEADER, ROUTES, Session, type RegisterRequest } from '@parley/protocol';

export interface BenchAccount {
  readonly uid: string;
  readonly username: string;
  readonly token: string;
  /** Ed25519: answers the challenge of a login. */
  readonly key: KeyObject;
}

/**
 * Registers a user with a random authentication key instead of one derived from a password: the server cannot tell the
 * difference, and the generator saves 64 MiB of Argon2id per user.
 * @param address such as http://127.0.0.1:8091
 */
export async function register(address: string, username: string): Promise<BenchAccount> {
  const { publicKey, privateKey: key } = generateKeyPairSync('ed25519');
  const response = await fetch(`${address}/web${ROUTES.register.path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(registration(username, publicKey)),
  });
  const token = response.headers.get(AUTH_TOKEN_HEADER);
  if (!response.ok || token === null)
    throw new Error(`register: ${response.status} ${await response.text()}`);
  return { uid: Session.parse(await response.json()).user.uid, username, token, key };
}

function registration(username: string, key: KeyObject): RegisterRequest {
  const publicKey = Buffer.from(key.export({ format: 'jwk' }).x ?? '', 'base64url').toString('base64');
  const salt = randomBytes(16).toString('base64');
  return {
    username,
    displayName: username,
    credential: {
      kdf: { name: 'argon2id', salt, memoryKiB: 65_536, iterations: 3, parallelism: 1 },
      publicKey,
    },
    device: { id: randomUUID(), name: 'bench' },
  };
}
