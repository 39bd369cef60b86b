import { randomUUID } from 'node:crypto';
import { LIMITS, MACHINE_LIMITS, RegisterRequest, TIMING, type RouteName } from '@parley/protocol';
import { expect, test, vi } from 'vitest';
import { createAdminInvitation, createInvitation } from '../../src/domain/invitations/create-invitation.ts';
import { startSession } from '../../src/domain/sessions/start-session.ts';
import { call } from '../../testing/call.ts';
import { startTestBackend } from '../../testing/start-test-backend.ts';
import { machineUser } from '../../testing/test-machine.ts';
import { Browser, PASSWORD } from './browser.ts';

// Post-quantum keys, on a machine that may be busy.
vi.setConfig({ testTimeout: 30_000 });

async function start(env: Readonly<Record<string, string>> = {}) {
  const backend = await startTestBackend({ env });
  const admin = await backend.registerAdmin();
  const asks = (name: RouteName, params: Readonly<Record<string, string>> = {}, request = {}) =>
    call(backend.httpUrl, name, request as never, { token: admin.token, params });
  return { backend, admin, asks };
}

const HOUR = 60 * 60 * 1_000;

/** A machine with a password and keys. */
async function begin({ httpUrl }: { readonly httpUrl: string }) {
  const browser = new Browser(httpUrl);
  return { browser, ...(await browser.register(PASSWORD, { machine: { purpose: 'echoes' } })) };
}

test('a machine registers with keys and a password, and administrators see it among the machines', async () => {
  const { backend, asks } = await start();
  const { uid, browser } = await begin(backend);
  expect(browser.session.state.get()).toMatchObject({ session: { user: { kind: 'machine', admin: false } } });
  expect(await asks('machines')).toMatchObject({
    body: { machines: [{ user: { uid, kind: 'machine' }, purpose: 'echoes', scopes: { rooms: 'all' } }] },
  });
  expect(await backend.stores.keys.progress(uid)).toMatchObject({ keyLog: 2 });
  expect(await backend.stores.audit.after(0, 100)).toContainEqual(
    expect.objectContaining({ kind: 'registered', uid, details: { as: 'machine' } }),
  );
});

test('whoever invited it answers for it, and no link makes it an administrator', async () => {
  const { backend, admin, asks } = await start({ REGISTRATION: 'invite' });
  const register = (invitation: string) =>
    new Browser(backend.httpUrl).session.register({
      ...{ username: 'echo', displayName: 'Echo', password: PASSWORD, machine: {}, invitation },
    });
  const { secret } = await createAdminInvitation(backend.context);
  await expect(register(secret)).rejects.toMatchObject({ code: 'E_INVITATION_INVALID' });
  await register((await createInvitation(backend.context, admin.uid)).secret);
  expect(await asks('machines')).toMatchObject({ body: { machines: [{ owner: admin.uid }] } });
});

test('a machine without keys registers by its key instead', async () => {
  const { backend } = await start();
  const browser = new Browser(backend.httpUrl, { keys: 'none' });
  await expect(browser.register(PASSWORD, { machine: {} })).rejects.toMatchObject({ code: 'E_BAD_REQUEST' });
  // Versions of before do not say what they are: they are people.
  expect(RegisterRequest.shape.machine.safeParse(undefined).success).toBe(true);
});

test('its session lasts as that of a person, and opens nothing that people do', async () => {
  const { backend } = await start();
  const { browser, uid } = await begin(backend);
  for (let day = 0; day < 3; day++) {
    backend.clock.advance(20 * HOUR);
    await browser.session.renew();
  }
  const now = backend.clock.read();
  const [session] = await backend.stores.sessions.ofUser(uid, now);
  expect(session?.expiresAt).toBe(now + TIMING.session);
  expect(await browser.session.sessions()).toHaveLength(1);
  await expect(browser.session.invite()).rejects.toMatchObject({ code: 'E_SCOPE' });
});

test('its logins use up no place of its tokens', async () => {
  const { backend, admin } = await start();
  const { uid, username } = await begin(backend);
  const { token } = await machineUser(backend, admin, { user: { uid, username } });
  const [user] = await backend.stores.users.byUid([uid]);
  for (let count = 0; count < LIMITS.sessions; count++) {
    backend.clock.advance(1_000);
    await startSession(backend.context, user ?? expect.unreachable(), { id: randomUUID(), name: 'Bot' });
  }
  expect((await call(backend.httpUrl, 'session', {}, { token })).body).toMatchObject({ user: { uid } });
  expect(await backend.stores.sessions.ofUser(uid, backend.clock.read())).toHaveLength(
    MACHINE_LIMITS.machinePasswordLogins + 1,
  );
});

test('it is suspended at once, and ends where it may do less than before', async () => {
  const { backend, asks } = await start();
  const { browser, username, uid } = await begin(backend);
  await asks('suspendMachine', { uid });
  await expect(browser.session.renew()).rejects.toMatchObject({ code: 'E_SESSION_ENDED' });
  await expect(new Browser(backend.httpUrl).login(username)).rejects.toMatchObject({
    code: 'E_ACCOUNT_DEACTIVATED',
  });
  await asks('resumeMachine', { uid });
  // It may have been stolen: the machine logs in anew.
  await expect(browser.session.renew()).rejects.toMatchObject({ code: 'E_SESSION_ENDED' });
  await browser.login(username);

  const scopes = { read: true, write: false, direct: true, rooms: [] };
  await asks('changeMachine', { uid }, { purpose: '', scopes });
  await expect(browser.session.renew()).rejects.toMatchObject({ code: 'E_SESSION_ENDED' });
  await new Browser(backend.httpUrl).login(username);
  const [session] = await backend.stores.sessions.ofUser(uid, backend.clock.read());
  expect(session?.grant).toEqual({ kind: 'password', scopes });
});
