import { randomUUID } from 'node:crypto';
import type { RoomMembersPage } from '@parley/protocol';
import { expect, test } from 'vitest';
import { call } from '../../testing/call.ts';
import type { TestUser } from '../../testing/register-user.ts';
import { startTestBackend, type TestBackend } from '../../testing/start-test-backend.ts';

/** A room with its owner and members. */
async function roomOf({ httpUrl }: TestBackend, owner: TestUser, members: readonly TestUser[]) {
  const conversation = randomUUID();
  await call(
    httpUrl,
    'createRoom',
    { conversation, id: randomUUID(), name: 'Harbour' },
    { token: owner.token },
  );
  for (const { token } of members) {
    const joined = await call(httpUrl, 'joinRoom', { id: randomUUID() }, { token, params: { conversation } });
    expect(joined).toMatchObject({ status: 200 });
  }
  return conversation;
}

function ask({ httpUrl }: TestBackend, { token }: TestUser, conversation: string, request = {}) {
  return call(httpUrl, 'roomMembers', request, { token, params: { conversation } });
}

async function members(backend: TestBackend, user: TestUser, conversation: string, request = {}) {
  const { status, body } = await ask(backend, user, conversation, request);
  expect(status).toBe(200);
  return (body as RoomMembersPage).members.map(({ user: { username }, role, online }) => [
    username,
    role,
    online,
  ]);
}

test('members see who is in a room, who is online first, and search for them', async () => {
  const backend = await startTestBackend();
  const [zoe, adam, bob] = [
    await backend.register('zoe'),
    await backend.register('adam'),
    await backend.register('bob'),
  ];
  const conversation = await roomOf(backend, zoe, [adam, bob]);
  await backend.connect(bob);
  // A server learns whom somebody hides from before it shows them.
  await expect
    .poll(() => members(backend, adam, conversation))
    .toEqual([
      ['bob', 'member', true],
      ['adam', 'member', false],
      ['zoe', 'owner', false],
    ]);
  expect(await members(backend, adam, conversation, { search: '@zo' })).toEqual([['zoe', 'owner', false]]);
  expect(await members(backend, adam, conversation, { search: 'nobody' })).toEqual([]);
});

test('whoever blocked a member looks offline to them, and nobody else', async () => {
  const backend = await startTestBackend();
  const [owner, hides, other] = [
    await backend.register(),
    await backend.register(),
    await backend.register(),
  ];
  const conversation = await roomOf(backend, owner, [hides, other]);
  await backend.connect(hides);
  const isOnline = async (to: TestUser) =>
    (await members(backend, to, conversation)).some(([, , online]) => online === true);
  await expect.poll(() => isOnline(owner)).toBe(true);
  expect(await isOnline(other)).toBe(true);
  await call(backend.httpUrl, 'block', {}, { token: hides.token, params: { uid: owner.uid } });
  await expect.poll(() => isOnline(owner)).toBe(false);
  expect([await isOnline(other), await isOnline(hides)]).toEqual([true, true]);
});

test('nobody else sees who is in a room: strangers do not learn more, former members are told why', async () => {
  const backend = await startTestBackend();
  const [owner, former, stranger] = [
    await backend.register(),
    await backend.register(),
    await backend.register(),
  ];
  const conversation = await roomOf(backend, owner, [former]);
  const as = { token: former.token, params: { conversation } };
  await call(backend.httpUrl, 'leaveGroup', { id: randomUUID() }, as);
  expect(await ask(backend, former, conversation)).toMatchObject({ body: { code: 'E_NOT_A_MEMBER' } });
  expect(await ask(backend, stranger, conversation)).toMatchObject({ body: { code: 'E_NOT_FOUND' } });
  expect(await ask(backend, owner, randomUUID())).toMatchObject({ body: { code: 'E_NOT_FOUND' } });
  const group = {
    conversation: randomUUID(),
    id: randomUUID(),
    name: 'Club',
    members: [],
    history: 'all' as const,
  };
  await call(backend.httpUrl, 'createGroup', group, { token: owner.token });
  expect(await ask(backend, owner, group.conversation)).toMatchObject({ body: { code: 'E_NOT_FOUND' } });
  for (const after of ['x', 'online.x', 'offline.', `busy.${owner.uid}`])
    expect(await ask(backend, owner, conversation, { after })).toMatchObject({
      body: { code: 'E_BAD_REQUEST' },
    });
});

test('owners and admins see until when a member is muted, and members do not', async () => {
  const backend = await startTestBackend();
  const [owner, muted, other] = [
    await backend.register(),
    await backend.register(),
    await backend.register(),
  ];
  const conversation = await roomOf(backend, owner, [muted, other]);
  const mute = { id: randomUUID(), member: muted.uid, seconds: 60 };
  const as = { token: owner.token, params: { conversation } };
  expect(await call(backend.httpUrl, 'muteMember', mute, as)).toMatchObject({ status: 200 });
  const until = backend.clock.read() + 60_000;
  const told = async (to: TestUser) => {
    const { body } = await ask(backend, to, conversation);
    return (body as RoomMembersPage).members.flatMap(({ mutedUntil = [] }) => mutedUntil);
  };
  expect(await told(owner)).toEqual([until]);
  expect(await told(other)).toEqual([]);
  expect(await told(muted)).toEqual([]);
});
