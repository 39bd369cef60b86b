import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { SealingAccount } from '@parley/client/testing';
import { AUTH_TOKEN_HEADER, ROUTES, Session, type RegisterRequest } from '@parley/protocol';
import { newKeys } from '../../sealing/new-keys.ts';
import { post } from './post.ts';

export interface BenchAccount {
  readonly uid: string;
  readonly username: string;
  readonly token: string;
  /** Ed25519: answers the challenge of a login. */
  readonly key: KeyObject;
  /** What it seals with on its one device. */
  readonly sealing: SealingAccount;
}

/**
 * Registers a user with random keys in place of those that are derived from a password: the server cannot tell the
 * difference, and the generator saves 64 MiB of Argon2id per user.
 * @param address such as http://127.0.0.1:8091
 */
export async function register(address: string, username: string): Promise<BenchAccount> {
  const { publicKey, privateKey: key } = generateKeyPairSync('ed25519');
  const { kdf, first, sealing } = await newKeys();
  const request: RegisterRequest = {
    username,
    displayName: username,
    credential: { kdf, publicKey: rawKey(publicKey) },
    device: { id: sealing.device, name: 'bench' },
    keys: first,
  };
  const response = await post(address, ROUTES.register.path, request);
  const token = response.headers.get(AUTH_TOKEN_HEADER);
  if (token === null) throw new Error('register: no token');
  return { uid: Session.parse(await response.json()).user.uid, username, token, key, sealing };
}

/** 32 bytes in base64. */
function rawKey(key: KeyObject): string {
  return Buffer.from(key.export({ format: 'jwk' }).x ?? '', 'base64url').toString('base64');
}
