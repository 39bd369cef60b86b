import { generateKeyPairSync, randomUUID, sign, type KeyObject } from 'node:crypto';
import {
  machineLoginMessage,
  MachineChallenge,
  MachineSession,
  SCRIPT_ROUTES,
  type MachineRegistration,
} from '@parley/protocol';
import type { TestUser } from './register-user.ts';
import type { TestBackend } from './start-test-backend.ts';

export function newKey() {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const { x = '' } = publicKey.export({ format: 'jwk' });
  return { key: privateKey, accountKey: Buffer.from(x, 'base64url').toString('base64') };
}

export const newName = () => `bot-${randomUUID().slice(0, 8)}`;

/** Asks as curl does: without a version, and with the token as a bearer. */
export async function curl(
  { httpUrl }: TestBackend,
  path: string,
  { body, token, headers }: { body?: unknown; token?: string; headers?: Record<string, string> } = {},
): Promise<{ readonly status: number; readonly body: unknown }> {
  const answer = await fetch(httpUrl + path, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: await answer.json() };
}

export async function registerMachine(backend: TestBackend, details: Partial<MachineRegistration> = {}) {
  const { key, accountKey } = newKey();
  const username = newName();
  const { body } = await curl(backend, '/auth/register', { body: { username, accountKey, ...details } });
  const { user } = SCRIPT_ROUTES.registerMachine.response.parse(body);
  return { ...user, key };
}

export async function challenge(backend: TestBackend, user: string): Promise<MachineChallenge> {
  const { body } = await curl(backend, '/auth/login', { body: { user } });
  return MachineChallenge.parse(body);
}

interface Signing {
  readonly user: string;
  readonly uid: string;
  readonly key: KeyObject;
}

export function proof({ user, uid, key }: Signing, { challenge: text, expiresAt }: MachineChallenge) {
  const message = machineLoginMessage({ uid, challenge: Buffer.from(text, 'base64'), expiresAt });
  return { user, challenge: text, signature: sign(null, message, key).toString('base64') };
}

export const verify = (backend: TestBackend, body: unknown) =>
  curl(backend, '/auth/login?verify=true', { body });
/** What a refusal looks like. */
export const refused = (status: number, code: string) => ({ status, body: { code } });

/** A machine with a token of its own login. */
export async function loggedIn(
  backend: TestBackend,
  { uid, username, key }: { readonly uid: string; readonly username: string; readonly key: KeyObject },
): Promise<TestUser> {
  const signing = { user: username, uid, key };
  const { body } = await verify(backend, proof(signing, await challenge(backend, username)));
  const { token, sid } = MachineSession.parse(body);
  return { uid, username, key, token, sid };
}

export function envelope(to: string, content: string, header: object = {}) {
  return { header: { message_type: 'direct', id: randomUUID(), to, ...header }, body: { content } };
}
