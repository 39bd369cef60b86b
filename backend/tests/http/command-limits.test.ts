import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { call } from '../../testing/call.ts';
import { newAccount } from '../../testing/register-user.ts';
import { startTestBackend } from '../../testing/start-test-backend.ts';

const group = (members: readonly string[] = []) => ({
  conversation: randomUUID(),
  id: randomUUID(),
  name: 'Team',
  members: [...members],
  history: 'fromJoin' as const,
});

const refused = {
  status: 429,
  body: { code: 'E_RATE_LIMITED', retryAfterMs: expect.any(Number) as number },
};

test('accounts from one address are limited', async () => {
  const backend = await startTestBackend({ env: { REGISTRATION_RATE_LIMIT: '3' } });
  await Promise.all([1, 2, 3].map(() => backend.register()));

  await expect(backend.register()).rejects.toThrow('E_RATE_LIMITED');
});

test('accounts from the networks of one IPv6 site are limited, too', async () => {
  const env = { REGISTRATION_RATE_LIMIT: '1', TRUST_PROXY: '1' };
  const { httpUrl } = await startTestBackend({ env });
  const from = (address: string) =>
    call(httpUrl, 'register', newAccount(), { headers: { 'x-forwarded-for': address } });
  for (let i = 0; i < 16; i++) expect(await from(`2001:db8:1:${i}::1`)).toMatchObject({ status: 200 });

  expect(await from('2001:db8:1:ff::1')).toMatchObject(refused);
  expect(await from('2001:db8:2:ff::1')).toMatchObject({ status: 200 });
});

test('failed registrations use up no accounts, and after too many of them the reason is not told', async () => {
  const { httpUrl } = await startTestBackend({ env: { REGISTRATION_RATE_LIMIT: '2' } });
  const taken = newAccount();
  const register = (account = newAccount()) => call(httpUrl, 'register', account);
  expect(await register(taken)).toMatchObject({ status: 200 });

  for (let i = 0; i < 2; i++)
    expect(await register(taken)).toMatchObject({ status: 409, body: { code: 'E_USERNAME_TAKEN' } });
  expect(await register(taken)).toMatchObject(refused);
  expect(await register()).toMatchObject({ status: 200 });
  expect(await register()).toMatchObject(refused);
});

test('groups of a user are limited, and a retry of one that is stored is answered', async () => {
  const backend = await startTestBackend({ env: { GROUP_RATE_LIMIT: '2' } });
  const [{ token }, other] = [await backend.register(), await backend.register()];
  const first = group();
  for (const request of [first, group()])
    expect(await call(backend.httpUrl, 'createGroup', request, { token })).toMatchObject({ status: 200 });

  expect(await call(backend.httpUrl, 'createGroup', group(), { token })).toMatchObject(refused);
  expect(await call(backend.httpUrl, 'createGroup', first, { token })).toMatchObject({ status: 200 });
  expect(await call(backend.httpUrl, 'createGroup', group(), { token: other.token })).toMatchObject({
    status: 200,
  });
});

test('a retry of a stored group counts for nothing', async () => {
  const backend = await startTestBackend({ env: { GROUP_RATE_LIMIT: '2' } });
  const { token } = await backend.register();
  const first = group();

  for (const request of [first, first, first, group()])
    expect(await call(backend.httpUrl, 'createGroup', request, { token })).toMatchObject({ status: 200 });
});

test('a group that one limit refuses does not count against the others', async () => {
  const backend = await startTestBackend({ env: { GROUP_RATE_LIMIT: '2', ADDITION_RATE_LIMIT: '1' } });
  const [{ token }, { uid }] = [await backend.register(), await backend.register()];
  const create = (members: string[]) => call(backend.httpUrl, 'createGroup', group(members), { token });
  expect(await create([uid])).toMatchObject({ status: 200 });

  expect(await create([uid])).toMatchObject(refused);
  expect(await create([uid])).toMatchObject(refused);
  expect(await create([])).toMatchObject({ status: 200 });
});

test('a group of more people than may be added in an hour takes the whole hour', async () => {
  const backend = await startTestBackend({ env: { ADDITION_RATE_LIMIT: '2' } });
  const { token } = await backend.register();
  const uids = [];
  for (let i = 0; i < 3; i++) uids.push((await backend.register()).uid);
  const create = (members: string[]) => call(backend.httpUrl, 'createGroup', group(members), { token });

  expect(await create(uids)).toMatchObject({ status: 200 });
  expect(await create(uids.slice(0, 1))).toMatchObject(refused);
});

test('people who are added are limited, those of a new group too, and fewer may still fit', async () => {
  const backend = await startTestBackend({ env: { ADDITION_RATE_LIMIT: '3' } });
  const { token } = await backend.register();
  const uids = [];
  for (let i = 0; i < 4; i++) uids.push((await backend.register()).uid);
  const own = group(uids.slice(0, 2));
  await call(backend.httpUrl, 'createGroup', own, { token });
  const add = (members: string[]) =>
    call(
      backend.httpUrl,
      'addMembers',
      { id: randomUUID(), members },
      { token, params: { conversation: own.conversation } },
    );

  expect(await add(uids.slice(2))).toMatchObject(refused);
  expect(await add(uids.slice(2, 3))).toMatchObject({ status: 200 });
  expect(await call(backend.httpUrl, 'createGroup', group(uids.slice(0, 1)), { token })).toMatchObject(
    refused,
  );
});

test('what changes a group is limited', async () => {
  const backend = await startTestBackend({ env: { HTTP_RATE_LIMIT: '20' } });
  const { token } = await backend.register();
  const own = group();
  await call(backend.httpUrl, 'createGroup', own, { token });
  const rename = () =>
    call(
      backend.httpUrl,
      'renameGroup',
      { id: randomUUID(), name: `Team ${randomUUID().slice(0, 4)}` },
      { token, params: { conversation: own.conversation } },
    );
  for (let i = 0; i < 4; i++) expect(await rename()).toMatchObject({ status: 200 });

  expect(await rename()).toMatchObject(refused);
});
