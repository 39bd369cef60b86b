import { randomUUID } from 'node:crypto';
import { AUTH_TOKEN_HEADER, Session } from '@parley/protocol';
import { call } from './call.ts';
import { newCredential, type TestUser } from './register-user.ts';
import { newKdf, TestKeys } from './test-keys.ts';

/** Somebody whose browser made keys when they registered. */
export interface UserWithKeys extends TestUser {
  readonly keys: TestKeys;
  /** The device in their key log. */
  readonly device: string;
}

/** Makes an account with keys over HTTP. */
export async function registerWithKeys(httpUrl: string): Promise<UserWithKeys> {
  const { credential, key } = newCredential();
  const [keys, kdf, device] = [new TestKeys(), newKdf(), randomUUID()];
  const username = `user_${randomUUID().slice(0, 8)}`;
  const answer = await call(httpUrl, 'register', {
    ...{ username, displayName: username, credential: { ...credential, kdf } },
    ...{ device: { id: device, name: 'Test' }, keys: keys.first(device, kdf) },
  });
  const token = answer.headers.get(AUTH_TOKEN_HEADER);
  if (token === null) throw new Error(`register: ${JSON.stringify(answer.body)}`);
  const { user, sid } = Session.parse(answer.body);
  return { uid: user.uid, username, sid, token, key, keys, device };
}
