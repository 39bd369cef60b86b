import { expect, test } from 'vitest';
import { call } from '../../testing/call.ts';
import { newCredential } from '../../testing/register-user.ts';
import { startTestBackend } from '../../testing/start-test-backend.ts';

const WEEK = 7 * 24 * 60 * 60 * 1_000;

test('an invitation says whether it is open, used, withdrawn or expired, and is not used up by that', async () => {
  const backend = await startTestBackend();
  const { token } = await backend.register();
  const invite = async (label?: string) => {
    const made = await call(backend.httpUrl, 'invite', label === undefined ? {} : { label }, { token });
    return made.body as { secret: string; invitation: { id: string; expiresAt: number } };
  };
  const check = async (invitation: string) =>
    (await call(backend.httpUrl, 'checkInvitation', { invitation })).body;
  const [used, withdrawn, open] = [await invite('Ann'), await invite(), await invite('  Bob, sales ')];

  expect(await check(open.secret)).toEqual({ expiresAt: open.invitation.expiresAt });
  const ann = await backend.registerWith(used.secret);
  await call(backend.httpUrl, 'revokeInvitation', {}, { token, params: { id: withdrawn.invitation.id } });

  expect(await check(used.secret)).toMatchObject({
    code: 'E_INVITATION_INVALID',
    message: 'This invitation has been used.',
  });
  expect(await check(withdrawn.secret)).toMatchObject({
    message: expect.stringContaining('withdrawn') as string,
  });
  expect(await check(open.secret)).toHaveProperty('expiresAt');
  const list = await call(backend.httpUrl, 'invitations', {}, { token });
  expect(list.body).toMatchObject({
    users: [{ uid: ann.uid, username: ann.username }],
    invitations: expect.arrayContaining([
      expect.objectContaining({ label: 'Ann', usedBy: ann.uid, usedAt: backend.clock.read() }),
      expect.objectContaining({ label: 'Bob, sales' }),
    ]) as unknown,
  });
  await backend.pass(WEEK);
  expect(await check(open.secret)).toMatchObject({ message: 'This invitation has expired.' });
});

test('a link for a new password says whether it still works, and is not used up by that', async () => {
  const backend = await startTestBackend();
  const { username } = await backend.register();
  const check = async (secret: string, name = username) =>
    (await call(backend.httpUrl, 'checkReset', { username: name, secret })).status;
  const first = await backend.resetLink(username);
  const secret = await backend.resetLink(username);

  expect([
    await check(first),
    await check(secret),
    await check(secret, 'nobody'),
    await check(secret),
  ]).toEqual([403, 200, 403, 200]);
  await call(backend.httpUrl, 'resetPassword', { username, secret, credential: newCredential().credential });
  expect(await check(secret)).toBe(403);
});

test('who asks about many links waits', async () => {
  const { httpUrl } = await startTestBackend();
  const statuses: number[] = [];
  for (let n = 0; n < 32; n++)
    statuses.push((await call(httpUrl, 'checkInvitation', { invitation: `guess ${n}` })).status);

  expect(statuses.filter((status) => status === 403)).toHaveLength(30);
  expect(statuses.at(-1)).toBe(429);
});
