import { generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';
import { AUTH_TOKEN_HEADER, Session, type Credential, type RegisterRequest } from '@parley/protocol';
import { call } from './call.ts';

/** Somebody who has registered and is logged in. */
export interface TestUser {
  readonly uid: string;
  readonly username: string;
  readonly sid: string;
  readonly token: string;
  /** What the password would be derived to. */
  readonly key: KeyObject;
}

export interface NewUser {
  readonly username?: string | undefined;
  readonly invitation?: string | undefined;
}

const SALT = Buffer.alloc(16, 7).toString('base64');

/** A credential with the private half of its key: the server cannot tell that no password is behind it. */
export function newCredential(): { readonly credential: Credential; readonly key: KeyObject } {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const x = publicKey.export({ format: 'jwk' }).x ?? '';
  return {
    key: privateKey,
    credential: {
      kdf: { name: 'argon2id', salt: SALT, memoryKiB: 64 * 1024, iterations: 3, parallelism: 1 },
      publicKey: Buffer.from(x, 'base64url').toString('base64'),
    },
  };
}

/** What a page sends to make an account that nobody will log in to again. */
export function newAccount(username = newName()): RegisterRequest {
  const device = { id: randomUUID(), name: 'Browser' };
  return { username, displayName: username, credential: newCredential().credential, device };
}

/** Makes an account without keys over HTTP, as those of earlier versions are. */
export async function registerUser(
  httpUrl: string,
  { username = newName(), invitation }: NewUser = {},
): Promise<TestUser> {
  const { credential, key } = newCredential();
  const device = { id: randomUUID(), name: 'Test' };
  const request = { username, displayName: username, credential, device, invitation };
  return { username, key, ...(await registered(httpUrl, request)) };
}

/** @throws Error with the refusal */
export async function registered(
  httpUrl: string,
  request: RegisterRequest,
): Promise<Pick<TestUser, 'uid' | 'sid' | 'token'>> {
  const { headers, body } = await call(httpUrl, 'register', request);
  const token = headers.get(AUTH_TOKEN_HEADER);
  if (token === null) throw new Error(`register: ${JSON.stringify(body)}`);
  const { user, sid } = Session.parse(body);
  return { uid: user.uid, sid, token };
}

export function newName(): string {
  return `user_${randomUUID().slice(0, 8)}`;
}
