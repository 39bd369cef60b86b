import { randomUUID } from 'node:crypto';
import { MACHINE_ROUTES, type Machine, type RequestOf, type Scopes, type User } from '@parley/protocol';
import { call } from './call.ts';
import type { TestUser } from './register-user.ts';
import type { TestBackend } from './start-test-backend.ts';

export const EVERYTHING: Scopes = { read: true, write: true, direct: true, rooms: 'all' };
const DAY = 24 * 60 * 60 * 1_000;

type Administered = Pick<TestBackend, 'httpUrl' | 'clock'>;

/** A machine that an administrator made. */
export async function createMachine(
  { httpUrl }: Administered,
  admin: TestUser,
  details: Partial<RequestOf<'createMachine'>> = {},
): Promise<Machine> {
  const username = `bot-${randomUUID().slice(0, 8)}`;
  const request = { username, displayName: 'Bot', purpose: '', scopes: EVERYTHING, ...details };
  const { body } = await call(httpUrl, 'createMachine', request, { token: admin.token });
  return MACHINE_ROUTES.createMachine.response.parse(body);
}

/** A machine as one who is logged in by a token, as tests use people. */
export async function machineUser(
  backend: Administered,
  admin: TestUser,
  { user }: { readonly user: Pick<User, 'uid' | 'username'> },
  details: Partial<RequestOf<'createMachineToken'>> = {},
): Promise<Omit<TestUser, 'key'>> {
  const request = {
    name: 'token',
    scopes: EVERYTHING,
    expiresAt: backend.clock.read() + 10 * DAY,
    ...details,
  };
  const options = { token: admin.token, params: { uid: user.uid } };
  const { body } = await call(backend.httpUrl, 'createMachineToken', request, options);
  const { token, secret } = MACHINE_ROUTES.createMachineToken.response.parse(body);
  return { uid: user.uid, username: user.username, sid: token.id, token: secret };
}
