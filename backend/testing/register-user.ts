import { generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';
import {
  AUTH_TOKEN_HEADER,
  HTTP_PREFIX,
  ROUTES,
  Session,
  type Credential,
  type RegisterRequest,
} from '@parley/protocol';

/** Somebody who has registered and is logged in. */
export interface TestUser {
  readonly uid: string;
  readonly username: string;
  readonly sid: string;
  readonly token: string;
  /** What the password would be derived to. */
  readonly key: KeyObject;
}

interface NewUser {
  readonly username?: string | undefined;
  readonly invitation?: string;
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

/** Makes an account over HTTP, as a terminal would. */
export async function registerUser(
  httpUrl: string,
  { username = newName(), invitation }: NewUser = {},
): Promise<TestUser> {
  const { credential, key } = newCredential();
  const device = { id: randomUUID(), name: 'Test' };
  const response = await fetch(httpUrl + HTTP_PREFIX + ROUTES.register.path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, displayName: username, credential, device, invitation }),
  });
  const token = response.headers.get(AUTH_TOKEN_HEADER);
  if (!response.ok || token === null) throw new Error(`register: ${await response.text()}`);
  const { user, sid } = Session.parse(await response.json());
  return { uid: user.uid, username, sid, token, key };
}

function newName(): string {
  return `user_${randomUUID().slice(0, 8)}`;
}
