import { randomUUID } from 'node:crypto';
import { LIMITS } from '@parley/protocol';
import { expect, test } from 'vitest';
import { call } from '../../testing/call.ts';
import { logIn, newChallenge, proofOf } from '../../testing/log-in.ts';
import { newCredential } from '../../testing/register-user.ts';
import { startTestBackend } from '../../testing/start-test-backend.ts';

test('whoever knows the password gets a session, cookie and header', async () => {
  const backend = await startTestBackend();
  const user = await backend.register();

  const answer = await logIn(backend.httpUrl, user);

  expect(answer).toMatchObject({
    status: 200,
    body: { user: { uid: user.uid }, device: { name: 'Another' } },
  });
  const token = answer.headers.get('auth-token') ?? '';
  expect(answer.headers.getSetCookie()[0]).toContain(`chatToken=${token}`);
  expect(await call(backend.httpUrl, 'session', {}, { token })).toMatchObject({ status: 200 });
});

test('a username is found in any case, and taken in any case', async () => {
  const backend = await startTestBackend();
  const user = await backend.register('Charlie');

  expect(await logIn(backend.httpUrl, { ...user, username: 'charlie' })).toMatchObject({ status: 200 });
  await expect(backend.register('CHARLIE')).rejects.toThrow('E_USERNAME_TAKEN');
});

test('a closed server takes nobody in', async () => {
  const backend = await startTestBackend({ env: { REGISTRATION: 'closed' } });
  await backend.registerAdmin();

  await expect(backend.register()).rejects.toThrow('E_REGISTRATION_CLOSED');
});

test('by invitation each link makes one account, and none after a week', async () => {
  const backend = await startTestBackend({ env: { REGISTRATION: 'invite' } });
  const admin = await backend.registerAdmin();
  const invite = async () => {
    const { body } = await call(backend.httpUrl, 'invite', {}, { token: admin.token });
    return (body as { secret: string }).secret;
  };
  const [used, old] = [await invite(), await invite()];

  await expect(backend.register()).rejects.toThrow('E_INVITATION_INVALID');
  expect(await backend.registerWith(used)).toMatchObject({ uid: expect.any(String) as string });
  await expect(backend.registerWith(used)).rejects.toThrow('E_INVITATION_INVALID');
  backend.clock.advance(7 * 24 * 60 * 60 * 1_000);
  await expect(backend.registerWith(old)).rejects.toThrow('E_INVITATION_INVALID');
});

test('nobody has more than twenty open invitations, however many they ask for at once', async () => {
  const { httpUrl, ...backend } = await startTestBackend();
  const { uid, token } = await backend.register();
  const invite = () => call(httpUrl, 'invite', {}, { token });
  const open = () => backend.stores.invitations.openOf(uid, backend.clock.read());

  await Promise.all(Array.from({ length: 25 }, invite));
  expect(await open()).toBeLessThanOrEqual(LIMITS.openInvitations);
  while ((await open()) < LIMITS.openInvitations) expect((await invite()).status).toBe(200);

  expect(await invite()).toMatchObject({ status: 409, body: { code: 'E_TOO_MANY_INVITATIONS' } });
  expect(await open()).toBe(LIMITS.openInvitations);
});

test('a changed password counts at once, the old one no more, and all other sessions end', async () => {
  const backend = await startTestBackend();
  const user = await backend.register();
  const other = (await logIn(backend.httpUrl, user)).headers.get('auth-token') ?? '';
  const { credential, key } = newCredential();

  const proof = await proofOf(backend.httpUrl, user);
  const changed = await call(backend.httpUrl, 'changePassword', { proof, credential }, { token: user.token });

  expect(changed.status).toBe(200);
  expect(await logIn(backend.httpUrl, user)).toMatchObject({ status: 401, body: { code: 'E_LOGIN_FAILED' } });
  expect(await logIn(backend.httpUrl, { ...user, key })).toMatchObject({ status: 200 });
  expect(await call(backend.httpUrl, 'session', {}, { token: user.token })).toMatchObject({ status: 200 });
  expect(await call(backend.httpUrl, 'session', {}, { token: other })).toMatchObject({
    status: 401,
    body: { code: 'E_SESSION_ENDED' },
  });
});

test('a reset link sets a new password once', async () => {
  const backend = await startTestBackend();
  const user = await backend.register();
  const secret = await backend.resetLink(user.username);
  const { credential, key } = newCredential();
  const reset = () => call(backend.httpUrl, 'resetPassword', { username: user.username, secret, credential });

  expect(await reset()).toMatchObject({ status: 200 });
  expect(await reset()).toMatchObject({ status: 403, body: { code: 'E_INVITATION_INVALID' } });
  expect(await logIn(backend.httpUrl, { ...user, key })).toMatchObject({ status: 200 });
});

test('a renewed session lives on for its full time', async () => {
  const backend = await startTestBackend();
  const user = await backend.register();
  backend.clock.advance(12 * 60 * 60 * 1_000);

  const answer = await call(backend.httpUrl, 'renew', {}, { token: user.token });

  expect(answer.status).toBe(200);
  backend.clock.advance(20 * 60 * 60 * 1_000);
  const token = answer.headers.get('auth-token') ?? '';
  expect(await call(backend.httpUrl, 'session', {}, { token })).toMatchObject({ status: 200 });
});

test('a challenge of one user is none for another', async () => {
  const backend = await startTestBackend();
  const [alice, bob] = await Promise.all([backend.register(), backend.register()]);
  const challenge = await newChallenge(backend.httpUrl, alice.username);

  const proof = await proofOf(backend.httpUrl, bob, { challenge });

  expect(await logIn(backend.httpUrl, bob, proof)).toMatchObject({ body: { code: 'E_CHALLENGE_EXPIRED' } });
});

test('one’s sessions are listed, and a revoked one is over', async () => {
  const backend = await startTestBackend();
  const user = await backend.register();
  const other = await logIn(backend.httpUrl, user);
  const { sid } = other.body as { sid: string };

  const { body } = await call(backend.httpUrl, 'sessions', {}, { token: user.token });
  expect(body).toMatchObject({
    sessions: expect.arrayContaining([expect.objectContaining({ sid, current: false })]) as unknown,
  });
  const revoked = await call(backend.httpUrl, 'revokeSession', {}, { token: user.token, params: { sid } });
  const again = await call(
    backend.httpUrl,
    'revokeSession',
    {},
    { token: user.token, params: { sid: randomUUID() } },
  );

  expect([revoked.status, again.status]).toEqual([200, 404]);
  const token = other.headers.get('auth-token') ?? '';
  expect(await call(backend.httpUrl, 'session', {}, { token })).toMatchObject({
    body: { code: 'E_SESSION_ENDED' },
  });
});
