import { randomUUID } from 'node:crypto';
import { MACHINE_ROUTES, type RequestOf, type RouteName, type Scopes } from '@parley/protocol';
import { expect, test } from 'vitest';
import { call } from '../../testing/call.ts';
import { createGroup } from '../../testing/create-group.ts';
import type { TestUser } from '../../testing/register-user.ts';
import { startTestBackend } from '../../testing/start-test-backend.ts';
import { createMachine, EVERYTHING, machineUser } from '../../testing/test-machine.ts';

const HOUR = 60 * 60 * 1_000;
const DAY = 24 * HOUR;

async function start() {
  const backend = await startTestBackend();
  const admin = await backend.registerAdmin();
  const asks = <Name extends RouteName>(
    { token }: Pick<TestUser, 'token'>,
    name: Name,
    request: RequestOf<Name>,
    params: Readonly<Record<string, string>> = {},
  ) => call(backend.httpUrl, name, request, { token, params });
  const kinds = async () => (await backend.stores.audit.after(0, 100)).map(({ kind }) => kind);
  return { backend, admin, asks, kinds };
}

test('only administrators see, make and change machines', async () => {
  const { backend, admin, asks } = await start();
  const person = await backend.register();
  const { user } = await createMachine(backend, admin);
  const bot = await machineUser(backend, admin, { user });
  const params = { uid: user.uid, token: randomUUID() };
  const change = { purpose: '', scopes: EVERYTHING };
  const token = { name: 'x', scopes: EVERYTHING, expiresAt: backend.clock.read() + DAY };
  for (const who of [person, bot]) {
    const answers = await Promise.all([
      asks(who, 'machines', {}),
      asks(who, 'createMachine', { username: 'mine', displayName: 'Mine', ...change }),
      asks(who, 'changeMachine', change, params),
      asks(who, 'suspendMachine', {}, params),
      asks(who, 'resumeMachine', {}, params),
      asks(who, 'machineTokens', {}, params),
      asks(who, 'createMachineToken', token, params),
      asks(who, 'revokeMachineToken', {}, params),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 403));
  }
});

test('a machine is made with an owner and a purpose, and everyone sees what it is', async () => {
  const { backend, admin, asks } = await start();
  const person = await backend.register();
  const simpleKey = Buffer.alloc(32, 9).toString('base64');
  const made = await createMachine(backend, admin, { owner: person.uid, purpose: 'deploys', simpleKey });
  expect(made).toMatchObject({
    owner: person.uid,
    purpose: 'deploys',
    user: { kind: 'machine', admin: false },
  });
  expect(await asks(admin, 'machines', {})).toMatchObject({
    body: { machines: [{ user: { uid: made.user.uid } }], users: [{ uid: person.uid }] },
  });
  const found = await asks(person, 'people', { q: made.user.username });
  expect(found.body).toMatchObject({ people: [{ user: { kind: 'machine', simpleKey } }] });
  expect(await asks(person, 'people', { q: person.username })).not.toHaveProperty('body.people.0.user.kind');
});

test('a machine has a name of its own, a proper key, and an owner who is a person', async () => {
  const { backend, admin, asks } = await start();
  const person = await backend.register();
  const { user } = await createMachine(backend, admin);
  const wanted = { username: 'another', displayName: 'Another', purpose: '', scopes: EVERYTHING };
  const refused = async (details: Partial<RequestOf<'createMachine'>>, code: string) =>
    expect(await asks(admin, 'createMachine', { ...wanted, ...details })).toMatchObject({ body: { code } });
  await refused({ username: person.username.toUpperCase() }, 'E_USERNAME_TAKEN');
  await refused({ username: 'admin' }, 'E_USERNAME_TAKEN');
  await refused({ owner: user.uid }, 'E_NOT_FOUND');
  await refused({ owner: randomUUID() }, 'E_NOT_FOUND');
  await refused({ accountKey: Buffer.alloc(32).toString('base64') }, 'E_BAD_REQUEST');
});

test('a token is a session of its machine until its end, and is revoked for good', async () => {
  const { backend, admin, asks, kinds } = await start();
  const { user } = await createMachine(backend, admin);
  const params = { uid: user.uid };
  const bot = await machineUser(
    backend,
    admin,
    { user },
    { name: 'ci', expiresAt: backend.clock.read() + 2 * HOUR },
  );
  const other = await machineUser(backend, admin, { user });
  // A token counts in seconds.
  const end = Math.floor((backend.clock.read() + 2 * HOUR) / 1_000) * 1_000;

  expect(await asks(admin, 'machineTokens', {}, params)).not.toHaveProperty('body.tokens.0.lastUsedAt');
  expect(await asks(bot, 'session', {})).toMatchObject({
    status: 200,
    body: { sid: bot.sid, user: { uid: user.uid }, tokenExpiresAt: end },
  });
  backend.clock.advance(HOUR);
  // A token that is used is not longer for it, as sessions of people are.
  expect(await asks(bot, 'renew', {})).toMatchObject({
    body: { tokenExpiresAt: end },
  });
  const { body } = await asks(admin, 'machineTokens', {}, params);
  const listed = MACHINE_ROUTES.machineTokens.response.parse(body).tokens.find(({ id }) => id === bot.sid);
  expect(listed).toMatchObject({ name: 'ci', lastUsedAt: backend.clock.read() });
  expect(JSON.stringify(body)).not.toContain(bot.token);

  backend.clock.advance(HOUR);
  expect(await asks(bot, 'session', {})).toMatchObject({ status: 401, body: { code: 'E_SESSION_ENDED' } });

  const revoke = () => asks(admin, 'revokeMachineToken', {}, { ...params, token: other.sid });
  expect(await asks(other, 'session', {})).toMatchObject({ status: 200 });
  expect(await revoke()).toMatchObject({ status: 200 });
  expect(await revoke()).toMatchObject({ status: 404 });
  expect(await asks(other, 'session', {})).toMatchObject({ status: 401, body: { code: 'E_SESSION_ENDED' } });
  expect(await asks(admin, 'machineTokens', {}, params)).toMatchObject({ body: { tokens: [] } });
  expect(await kinds()).toEqual(
    expect.arrayContaining(['machine_created', 'machine_token_created', 'machine_token_revoked']),
  );
});

test('a token ends some time, allows no more than its machine, and there are not too many', async () => {
  const { backend, admin, asks } = await start();
  const scopes = { ...EVERYTHING, write: false, rooms: [randomUUID()] };
  const { user } = await createMachine(backend, admin, { scopes });
  const now = backend.clock.read();
  const makes = (details: Partial<RequestOf<'createMachineToken'>>) =>
    asks(
      admin,
      'createMachineToken',
      { name: 'x', scopes, expiresAt: now + DAY, ...details },
      { uid: user.uid },
    );
  const wider: readonly Scopes[] = [
    { ...scopes, write: true },
    { ...scopes, rooms: 'all' },
    { ...scopes, rooms: [...scopes.rooms, randomUUID()] },
  ];
  for (const one of wider) expect(await makes({ scopes: one })).toMatchObject({ body: { code: 'E_SCOPE' } });
  for (const expiresAt of [now, now + 400 * DAY])
    expect(await makes({ expiresAt })).toMatchObject({ status: 400 });
  for (let count = 0; count < 20; count++) expect(await makes({})).toMatchObject({ status: 200 });
  expect(await makes({})).toMatchObject({ body: { code: 'E_TOO_MANY_TOKENS' } });
});

test('a suspended machine is refused, and goes on with its tokens once it is resumed', async () => {
  const { backend, admin, asks, kinds } = await start();
  const { user } = await createMachine(backend, admin);
  const bot = await machineUser(backend, admin, { user });
  const socket = await backend.connect(bot as TestUser);
  const params = { uid: user.uid };

  expect(await asks(admin, 'suspendMachine', {}, params)).toMatchObject({ status: 200 });
  await backend.pass(1_000);
  await socket.next('token-expired');
  await socket.closed();
  expect(await asks(bot, 'session', {})).toMatchObject({ status: 401, body: { code: 'E_SESSION_ENDED' } });
  await expect(backend.connect(bot as TestUser)).rejects.toThrow();
  const token = { name: 'x', scopes: EVERYTHING, expiresAt: backend.clock.read() + DAY };
  expect(await asks(admin, 'createMachineToken', token, params)).toMatchObject({
    body: { code: 'E_ACCOUNT_DEACTIVATED' },
  });
  expect(await asks(admin, 'machineTokens', {}, params)).toMatchObject({
    body: { tokens: [{ id: bot.sid }] },
  });

  expect(await asks(admin, 'resumeMachine', {}, params)).toMatchObject({ status: 200 });
  expect(await asks(bot, 'session', {})).toMatchObject({ status: 200 });
  await backend.connect(bot as TestUser);
  expect(await kinds()).toEqual(expect.arrayContaining(['machine_suspended', 'machine_resumed']));
});

test('what allows more than the new scopes of a machine ends, and what allows less stays', async () => {
  const { backend, admin, asks } = await start();
  const { user } = await createMachine(backend, admin);
  const [wide, narrow] = await Promise.all([
    machineUser(backend, admin, { user }),
    machineUser(backend, admin, { user }, { scopes: { ...EVERYTHING, write: false } }),
  ]);
  const change = { purpose: 'reads', scopes: { ...EVERYTHING, write: false } };
  expect(await asks(admin, 'changeMachine', change, { uid: user.uid })).toMatchObject({ body: change });
  expect(await asks(wide, 'session', {})).toMatchObject({ status: 401 });
  expect(await asks(narrow, 'session', {})).toMatchObject({ status: 200 });
});

test('a machine calls what its token allows, and nothing that is for people', async () => {
  const { backend, admin, asks } = await start();
  const { user } = await createMachine(backend, admin);
  const owner = await backend.register();
  const [inside, outside] = await Promise.all([
    createGroup(backend, owner, [user as unknown as TestUser]),
    createGroup(backend, owner, [user as unknown as TestUser]),
  ]);
  const bot = await machineUser(backend, admin, { user }, { scopes: { ...EVERYTHING, rooms: [inside] } });
  const writer = await machineUser(backend, admin, { user }, { scopes: { ...EVERYTHING, read: false } });

  expect(await asks(bot, 'conversation', {}, { conversation: inside })).toMatchObject({ status: 200 });
  for (const [who, name, request, params] of [
    [bot, 'conversation', {}, { conversation: outside }],
    [bot, 'leaveGroup', { id: randomUUID() }, { conversation: outside }],
    [bot, 'rooms', {}, {}],
    [writer, 'conversation', {}, { conversation: inside }],
    [writer, 'people', {}, {}],
    [bot, 'sessions', {}, {}],
    [bot, 'invite', {}, {}],
    [bot, 'profile', { displayName: 'Boss', about: '' }, {}],
    [bot, 'createRoom', { conversation: randomUUID(), id: randomUUID(), name: 'mine' }, {}],
  ] as const)
    expect(await asks(who, name, request, params), name).toMatchObject({
      status: 403,
      body: { code: 'E_SCOPE' },
    });
});

test('a machine comes into the groups that it may enter, and owns none', async () => {
  const { backend, admin, asks } = await start();
  const owner = await backend.register();
  const conversation = await createGroup(backend, owner, []);
  const [free, bound] = [
    await createMachine(backend, admin),
    await createMachine(backend, admin, { scopes: { ...EVERYTHING, rooms: [randomUUID()] } }),
  ];
  const add = ({ uid }: { readonly uid: string }) =>
    asks(owner, 'addMembers', { id: randomUUID(), members: [uid] }, { conversation });
  expect(await add(bound.user)).toMatchObject({ status: 403, body: { code: 'E_SCOPE' } });
  expect(await add(free.user)).toMatchObject({ status: 200 });
  const role = (to: 'owner' | 'admin') =>
    asks(owner, 'changeRole', { id: randomUUID(), member: free.user.uid, role: to }, { conversation });
  expect(await role('owner')).toMatchObject({ status: 403, body: { code: 'E_SCOPE' } });
  expect(await role('admin')).toMatchObject({ status: 200 });
});

test('no password opens a machine, and no link sets one', async () => {
  const { backend, admin } = await start();
  const { user } = await createMachine(backend, admin);
  await expect(backend.resetLink(user.username)).rejects.toMatchObject({ code: 'E_NOT_FOUND' });
});
