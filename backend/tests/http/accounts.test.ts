import { randomUUID } from 'node:crypto';
import { DELETED_NAME, ROUTES, type RequestOf, type RouteName } from '@parley/protocol';
import { expect, test } from 'vitest';
import { beginRemoval } from '../../src/domain/users/removal/begin-removal.ts';
import { eraseAccount } from '../../src/domain/users/removal/erase-account.ts';
import { call } from '../../testing/call.ts';
import { connectClient } from '../../testing/connect-client.ts';
import { createGroup } from '../../testing/create-group.ts';
import { logIn, proofOf } from '../../testing/log-in.ts';
import { groupText } from '../../testing/message.ts';
import { newAccount, newCredential, type TestUser } from '../../testing/register-user.ts';
import { startTestBackend } from '../../testing/start-test-backend.ts';
import { createMachine, machineUser } from '../../testing/test-machine.ts';

async function start() {
  const backend = await startTestBackend();
  const admin = await backend.registerAdmin();
  const asks = <Name extends RouteName>(
    { token }: Pick<TestUser, 'token'>,
    name: Name,
    request: RequestOf<Name>,
    params: Readonly<Record<string, string>> = {},
  ) => call(backend.httpUrl, name, request, { token, params });
  const does = (name: RouteName, uid: string) => asks(admin, name, {}, { uid });
  const list = async (request: RequestOf<'accounts'> = {}) =>
    ROUTES.accounts.response.parse((await asks(admin, 'accounts', request)).body);
  const account = async (uid: string) => (await list()).accounts.find(({ user }) => user.uid === uid);
  const audited = async () =>
    (await backend.stores.audit.after(0, 1_000)).map(({ kind, uid, details }) => [kind, uid, details?.by]);
  return { backend, admin, asks, does, list, account, audited };
}

test('accounts are found by the words of their names, with devices, inviter and role', async () => {
  const { backend, admin, asks, list, account } = await start();
  const { body } = await asks(admin, 'invite', { label: 'Ann' });
  const guest = await backend.registerWith(ROUTES.invite.response.parse(body).secret);
  const robot = await createMachine(backend, admin);
  await backend.connect(guest);

  const found = await list({ q: guest.username.slice(0, 8) });
  expect(found).toMatchObject({
    accounts: [{ user: { uid: guest.uid }, invitedBy: admin.uid, online: true, devices: [{ name: 'Test' }] }],
    users: [{ uid: admin.uid }],
    total: 3,
  });
  expect(await account(admin.uid)).toMatchObject({ user: { admin: true } });
  expect(await account(robot.user.uid)).toMatchObject({ user: { kind: 'machine' } });
  expect((await list({ q: 'nobody has this name' })).accounts).toEqual([]);
});

test('accounts come in pages, the last of which has no next, and after somebody unknown comes nothing', async () => {
  const { backend, admin, asks, list } = await start();
  const template = await backend.stores.users.byUsername(admin.username);
  if (template === undefined) throw new Error('there is an administrator');
  for (let i = 0; i < 60; i++) {
    const user = { ...template.user, uid: randomUUID(), username: `many_${i}`, admin: false };
    await backend.stores.users.create({ ...template, user });
  }
  const first = await list();
  const second = await list({ after: first.next });
  expect([first.accounts.length, second.accounts.length, second.next]).toEqual([50, 11, undefined]);
  expect(new Set([...first.accounts, ...second.accounts].map(({ user }) => user.uid)).size).toBe(61);
  const past = second.accounts.at(-1)?.user.uid ?? '';
  expect((await list({ after: past })).accounts).toEqual([]);
  expect(await asks(admin, 'accounts', { after: randomUUID() })).toMatchObject({
    status: 404,
    body: { code: 'E_NOT_FOUND' },
  });
});

test('somebody is logged out everywhere at once, and can log in again', async () => {
  const { backend, admin, does, audited } = await start();
  const bob = await backend.register();
  const client = await backend.connect(bob);
  expect(await does('logOutAccount', bob.uid)).toMatchObject({ status: 200 });
  await client.closed();
  expect(await call(backend.httpUrl, 'session', {}, { token: bob.token })).toMatchObject({ status: 401 });
  expect(await logIn(backend.httpUrl, bob)).toMatchObject({ status: 200 });
  expect(await audited()).toContainEqual(['sessions_ended', bob.uid, admin.uid]);
});

test('an account is deactivated, which ends its sessions, and reactivated', async () => {
  const { backend, admin, does, account, audited } = await start();
  const bob = await backend.register();
  const client = await backend.connect(bob);
  await does('deactivateAccount', bob.uid);
  await client.closed();
  expect(await logIn(backend.httpUrl, bob)).toMatchObject({ body: { code: 'E_ACCOUNT_DEACTIVATED' } });
  expect(await account(bob.uid)).toMatchObject({ user: { removed: true }, devices: [] });
  expect(await does('createResetLink', bob.uid)).toMatchObject({ body: { code: 'E_ACCOUNT_DEACTIVATED' } });
  expect(await does('makeAdmin', bob.uid)).toMatchObject({ body: { code: 'E_ACCOUNT_DEACTIVATED' } });
  await does('reactivateAccount', bob.uid);
  expect(await logIn(backend.httpUrl, bob)).toMatchObject({ status: 200 });
  for (const kind of ['account_deactivated', 'account_activated'])
    expect(await audited()).toContainEqual([kind, bob.uid, admin.uid]);
});

test('a reset link of an administrator sets a new password, once', async () => {
  const { backend, does } = await start();
  const bob = await backend.register();
  const { body } = await does('createResetLink', bob.uid);
  const { secret } = ROUTES.createResetLink.response.parse(body);
  const { credential, key } = newCredential();
  const reset = () => call(backend.httpUrl, 'resetPassword', { username: bob.username, secret, credential });
  expect(await reset()).toMatchObject({ status: 200 });
  expect(await reset()).toMatchObject({ body: { code: 'E_INVITATION_INVALID' } });
  expect(await logIn(backend.httpUrl, { ...bob, key })).toMatchObject({ status: 200 });
});

test('administrators are made and unmade, and one of two who unmake each other stays', async () => {
  const { backend, admin, asks, does, audited } = await start();
  const bob = await backend.register();
  const unmakes = (who: TestUser, uid: string) => asks(who, 'unmakeAdmin', {}, { uid });
  expect(await unmakes(admin, admin.uid)).toMatchObject({ status: 409, body: { code: 'E_LAST_ADMIN' } });
  expect(await does('deactivateAccount', admin.uid)).toMatchObject({ body: { code: 'E_LAST_ADMIN' } });
  // Nobody does this to themselves without their password.
  expect(await does('removeAccount', admin.uid)).toMatchObject({ body: { code: 'E_FORBIDDEN' } });
  await does('makeAdmin', bob.uid);
  expect(await does('removeAccount', admin.uid)).toMatchObject({ body: { code: 'E_FORBIDDEN' } });
  expect(await asks(bob, 'accounts', {})).toMatchObject({ status: 200 });

  const answers = await Promise.all([unmakes(admin, bob.uid), unmakes(bob, admin.uid)]);
  const codes = answers.map(({ status }) => status).toSorted();
  // The other one may have lost the right to ask meanwhile.
  expect([
    [200, 403],
    [200, 409],
  ]).toContainEqual(codes);
  const all = await backend.stores.users.byUid([admin.uid, bob.uid]);
  expect(all.filter((user) => user.admin)).toHaveLength(1);
  expect((await audited()).filter(([kind]) => kind === 'admin_unmade')).toHaveLength(1);
});

test('all invitations are listed with their makers, and withdrawn', async () => {
  const { backend, admin, asks, audited } = await start();
  const bob = await backend.register();
  backend.clock.advance(1_000);
  await asks(bob, 'invite', { label: 'for Carol' });
  const { body } = await asks(admin, 'allInvitations', {});
  const { invitations, users } = ROUTES.allInvitations.response.parse(body);
  // The first administrator's own came from the operator.
  expect(invitations).toMatchObject([{ createdBy: bob.uid, label: 'for Carol' }, { usedBy: admin.uid }]);
  expect(users.map(({ uid }) => uid).toSorted()).toEqual([admin.uid, bob.uid].toSorted());
  const [open, used] = invitations.map(({ id }) => id);
  const revoke = (id = '') => asks(admin, 'revokeAnyInvitation', {}, { id });
  expect(await revoke(open)).toMatchObject({ status: 200 });
  for (const id of [open, used, randomUUID()])
    expect(await revoke(id)).toMatchObject({ status: 404, body: { code: 'E_NOT_FOUND' } });
  expect(await audited()).toContainEqual(['invitation_revoked', bob.uid, admin.uid]);
});

test('a removed account leaves its messages under another name, and takes all else along', async () => {
  const { backend, admin, asks, does, account, audited } = await start();
  const [bob, carol] = [await backend.register(), await backend.register()];
  await does('makeAdmin', bob.uid);
  const group = await createGroup(backend, bob, [carol]);
  const [bobs, carols] = [await backend.connect(bob), await backend.connect(carol)];
  await bobs.get('groupMessage', groupText(group, 'I was here'));
  const robot = await createMachine(backend, admin, { owner: bob.uid });
  const token = await machineUser(backend, bob, robot);
  const { body } = await asks(bob, 'invite', {});
  const { secret } = ROUTES.invite.response.parse(body);

  expect(await does('removeAccount', bob.uid)).toMatchObject({ status: 200 });
  await bobs.closed();

  const seen = await asks(carol, 'peopleByUid', { uids: bob.uid });
  expect(seen.body).toMatchObject({
    people: [{ user: { uid: bob.uid, displayName: DELETED_NAME, removed: true, admin: false } }],
  });
  expect(JSON.stringify(seen.body)).not.toContain(bob.username);
  expect(await account(bob.uid)).toMatchObject({ deletedAt: backend.clock.read(), devices: [] });
  // They are nobody any more.
  expect(await logIn(backend.httpUrl, bob)).toMatchObject({ status: 401, body: { code: 'E_LOGIN_FAILED' } });
  await expect(backend.register(bob.username)).rejects.toThrow('E_USERNAME_TAKEN');
  await expect(backend.registerWith(secret)).rejects.toThrow('E_INVITATION_INVALID');
  expect(await asks(token, 'session', {})).toMatchObject({ status: 401 });
  expect((await backend.stores.machines.find(robot.user.uid))?.details.owner).toBeUndefined();
  // The group goes on, and is Carol's.
  const page = await carols.get('sync', { conversation: group, direction: 'last', limit: 4 });
  expect(page.entries.map(({ body: { kind }, sender }) => [kind, sender])).toEqual([
    ['created', bob.uid],
    ['message', bob.uid],
    ['roleChanged', bob.uid],
    ['left', bob.uid],
  ]);
  for (const name of ['removeAccount', 'reactivateAccount', 'makeAdmin', 'logOutAccount'] as const)
    expect(await does(name, bob.uid)).toMatchObject({ status: 404, body: { code: 'E_NOT_FOUND' } });
  expect((await audited()).filter(([kind]) => kind === 'account_removed')).toEqual([
    ['account_removed', bob.uid, admin.uid],
  ]);
});

test('a removal that stopped in the middle goes on', async () => {
  const { backend, does } = await start();
  const bob = await backend.register();
  const group = await createGroup(backend, bob, []);
  const eraseVault = backend.stores.keys.eraseVault.bind(backend.stores.keys);
  backend.stores.keys.eraseVault = () => Promise.reject(new Error('the disk is full'));
  expect(await does('removeAccount', bob.uid)).toMatchObject({ status: 500 });
  expect(await backend.stores.users.unfinishedDeletions(10)).toEqual([bob.uid]);

  backend.stores.keys.eraseVault = eraseVault;
  await backend.pass(61_000);
  await backend.pass(1_000);
  expect(await backend.stores.users.unfinishedDeletions(10)).toEqual([]);
  expect(await backend.stores.conversations.conversationsOf(bob.uid)).not.toContain(group);
});

test('two servers that erase the same account at once both come to its end', async () => {
  const { backend } = await start();
  const [bob, carol] = [await backend.register(), await backend.register()];
  for (let i = 0; i < 5; i++) {
    await createGroup(backend, bob, [carol]);
    await createGroup(backend, carol, [bob]);
  }
  await beginRemoval(backend.context, bob.uid);
  await Promise.all([eraseAccount(backend.context, bob.uid), eraseAccount(backend.context, bob.uid)]);
  expect(await backend.stores.users.unfinishedDeletions(10)).toEqual([]);
});

test('the labels of links go with those who made them, and with those whom they name', async () => {
  const { backend, admin, asks, does, account } = await start();
  const bob = await backend.register();
  const link = async (who: TestUser, label: string) =>
    ROUTES.invite.response.parse((await asks(who, 'invite', { label })).body).secret;
  const carol = await backend.registerWith(await link(admin, 'Carol, accounting'));
  const dave = await backend.registerWith(await link(bob, "Bob's brother"));
  for (const { uid } of [bob, carol]) await does('removeAccount', uid);
  const { body } = await asks(admin, 'allInvitations', {});
  expect(ROUTES.allInvitations.response.parse(body).invitations.map(({ label }) => label)).toEqual([
    undefined,
  ]);
  // By whose invitation somebody came, is known all the same.
  expect(await account(dave.uid)).toMatchObject({ invitedBy: bob.uid });
});

test('what failed after an account was removed or deactivated is done later, and recorded once', async () => {
  const { backend, admin, asks, does, audited } = await start();
  const [bob, carol] = [await backend.register(), await backend.register()];
  await does('makeAdmin', carol.uid);
  const { sessions } = backend.stores;
  const endSome = sessions.endSome.bind(sessions);
  sessions.endSome = () => Promise.reject(new Error('the disk is full'));
  expect(await does('removeAccount', bob.uid)).toMatchObject({ status: 500 });
  expect(await does('deactivateAccount', carol.uid)).toMatchObject({ status: 500 });
  // Her session is not ended yet.
  expect(await asks(carol, 'accounts', {})).toMatchObject({ status: 403 });
  sessions.endSome = endSome;
  expect(await does('removeAccount', bob.uid)).toMatchObject({ status: 200 });
  expect(await does('deactivateAccount', carol.uid)).toMatchObject({ status: 200 });
  const kinds = ['account_removed', 'account_deactivated'];
  expect((await audited()).filter(([kind]) => kinds.includes(`${kind}`))).toEqual([
    ['account_removed', bob.uid, admin.uid],
    ['account_deactivated', carol.uid, admin.uid],
  ]);
});

test('everyone removes their own account by their password, but for the last administrator', async () => {
  const { backend, admin, asks } = await start();
  const bob = await backend.register();
  const client = await connectClient(backend.wsUrl, bob.token);
  const other = await backend.register();
  const wrong = await proofOf(backend.httpUrl, { ...bob, key: other.key });
  expect(await asks(bob, 'removeOwnAccount', { proof: wrong })).toMatchObject({
    status: 401,
    body: { code: 'E_LOGIN_FAILED' },
  });
  expect(await asks(bob, 'session', {})).toMatchObject({ status: 200 });

  const proof = await proofOf(backend.httpUrl, bob);
  expect(await asks(bob, 'removeOwnAccount', { proof })).toMatchObject({ status: 200 });
  await client.closed();
  expect(await logIn(backend.httpUrl, bob)).toMatchObject({ body: { code: 'E_LOGIN_FAILED' } });

  const last = await proofOf(backend.httpUrl, admin);
  expect(await asks(admin, 'removeOwnAccount', { proof: last })).toMatchObject({
    body: { code: 'E_LAST_ADMIN' },
  });
  expect(await asks(admin, 'session', {})).toMatchObject({ status: 200 });
});

test('nobody takes the name that removed accounts are shown with', async () => {
  const { backend } = await start();
  const answer = await call(backend.httpUrl, 'register', newAccount('deleted-0a1b2c3d'));
  expect(answer).toMatchObject({ body: { code: 'E_USERNAME_TAKEN' } });
});

test('machines are not deactivated or removed like people', async () => {
  const { backend, admin, does } = await start();
  const { user } = await createMachine(backend, admin);
  for (const name of ['deactivateAccount', 'makeAdmin', 'removeAccount', 'logOutAccount'] as const)
    expect(await does(name, user.uid)).toMatchObject({ status: 403, body: { code: 'E_FORBIDDEN' } });
});
