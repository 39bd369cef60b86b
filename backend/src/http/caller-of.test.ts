import { AUTH_TOKEN_HEADER } from '@parley/protocol';
import { expect, test } from 'vitest';
import { startTestBackend, type TestBackend } from '../../testing/start-test-backend.ts';
import { jwtTokens } from '../security/jwt-tokens.ts';
import { callerOf } from './caller-of.ts';

function contextOf({ stores, clock }: TestBackend) {
  const secrets = ['a secret of the tests, and long enough'] as const;
  return { ...stores, clock: clock.read, tokens: jwtTokens({ secrets, lifetime: 1_000, clock: clock.read }) };
}

const requestOf = (token: string) => ({ headers: { [AUTH_TOKEN_HEADER]: token } });

test('a route of administrators refuses a user', async () => {
  const backend = await startTestBackend();
  const user = await backend.register();

  await expect(callerOf(contextOf(backend), requestOf(user.token), 'admin', 'cookie')).rejects.toMatchObject({
    code: 'E_FORBIDDEN',
  });
  expect(await callerOf(contextOf(backend), requestOf(user.token), 'user', 'cookie')).toMatchObject({
    session: { uid: user.uid },
  });
});

test('a route of administrators lets an administrator in', async () => {
  const backend = await startTestBackend();
  const admin = await backend.registerAdmin();

  expect(await callerOf(contextOf(backend), requestOf(admin.token), 'admin', 'cookie')).toMatchObject({
    session: { uid: admin.uid },
  });
});

test('a route of administrators and of users refuses who is not logged in', async () => {
  const backend = await startTestBackend();

  for (const who of ['admin', 'user'] as const)
    await expect(callerOf(contextOf(backend), { headers: {} }, who, 'cookie')).rejects.toMatchObject({
      code: 'E_UNAUTHENTICATED',
    });
  expect(await callerOf(contextOf(backend), { headers: {} }, 'nobody', 'cookie')).toBeUndefined();
});
