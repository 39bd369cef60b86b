import { randomUUID, type KeyObject } from 'node:crypto';
import type { RegisterRequest } from '@parley/protocol';
import { newCredential, newName, registered, type NewUser, type TestUser } from './register-user.ts';
import { newKdf, TestKeys } from './test-keys.ts';

/** Somebody whose browser made keys when they registered. */
export interface UserWithKeys extends TestUser {
  readonly keys: TestKeys;
  /** The device in their key log. */
  readonly device: string;
}

interface NewUserWithKeys extends NewUser {
  /** The public key of the device, in base64, where it is to sign something. */
  readonly deviceKey?: string;
}

interface AccountWithKeys extends Pick<UserWithKeys, 'keys' | 'device'> {
  readonly request: RegisterRequest;
  readonly key: KeyObject;
}

/** What a browser sends to make an account, and what it keeps. */
export function newAccountWithKeys({
  username = newName(),
  invitation,
  deviceKey,
}: NewUserWithKeys = {}): AccountWithKeys {
  const { credential, key } = newCredential();
  const [keys, kdf, device] = [new TestKeys(), newKdf(), randomUUID()];
  const request = {
    username,
    displayName: username,
    credential: { ...credential, kdf },
    device: { id: device, name: 'Test' },
    invitation,
    keys: keys.first(device, kdf, deviceKey),
  };
  return { request, key, keys, device };
}

/** Makes an account with keys over HTTP. */
export async function registerWithKeys(httpUrl: string, options?: NewUserWithKeys): Promise<UserWithKeys> {
  const { request, ...kept } = newAccountWithKeys(options);
  return { username: request.username, ...kept, ...(await registered(httpUrl, request)) };
}
