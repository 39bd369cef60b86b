import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyAudit } from '../../src/domain/audit/verify-audit.ts';
import { openOperatorStores } from '../../src/store/sqlite/index.ts';
import { call, type HttpAnswer } from '../../testing/call.ts';
import { newCredential, registerUser, type TestUser } from '../../testing/register-user.ts';
import { hasServer, newDatabase, startTestServer, type TestServer } from '../mongo/test-server.ts';
import { runTool } from './run-tool.ts';
import { serve, type Serving } from './serving.ts';

const urlOf = ({ port }: Serving) => `http://localhost:${port}`;
const invitationIn = (text: string) => /invitation=([\w-]+)/.exec(text)?.[1] ?? 'none';

/** The administrator, who came by the link of the first start. */
function firstUser(serving: Serving): Promise<TestUser> {
  return registerUser(urlOf(serving), { username: 'first', invitation: invitationIn(serving.told) });
}

function register(serving: Serving, username: string, invitation: string): Promise<HttpAnswer> {
  return call(urlOf(serving), 'register', {
    username,
    displayName: username,
    credential: newCredential().credential,
    device: { id: randomUUID(), name: 'Test' },
    invitation,
  });
}

async function inviteOnce(serving: Serving): Promise<void> {
  await firstUser(serving);

  const { code, said } = await runTool(serving, 'invite');
  const invitation = invitationIn(said);

  expect(code).toBe(0);
  expect(said).toContain(`${urlOf(serving)}/register?invitation=`);
  expect(await register(serving, 'second', invitation)).toMatchObject({
    status: 200,
    body: { user: { admin: false } },
  });
  expect(await register(serving, 'third', invitation)).toMatchObject({
    status: 403,
    body: { code: 'E_INVITATION_INVALID' },
  });
}

async function resetOnce(serving: Serving): Promise<void> {
  const user = await firstUser(serving);

  const { said } = await runTool(serving, 'reset-password', '--user', user.username);
  const link = new URL(/http\S+/.exec(said)?.[0] ?? '');
  const secret = link.searchParams.get('secret') ?? '';
  const { credential } = newCredential();
  const reset = () => call(urlOf(serving), 'resetPassword', { username: user.username, secret, credential });

  expect(link.href).toBe(`${urlOf(serving)}/reset?user=first&secret=${secret}`);
  expect(await reset()).toMatchObject({ status: 200 });
  expect(await reset()).toMatchObject({ status: 403, body: { code: 'E_INVITATION_INVALID' } });
  expect(await call(urlOf(serving), 'session', {}, { token: user.token })).toMatchObject({ status: 401 });
}

describe('beside a running server with SQLite', () => {
  test('an invitation makes one account, no more', async () => {
    await inviteOnce(await serve());
  });

  test('a link sets a new password, once', async () => {
    await resetOnce(await serve());
  });

  test('an invitation can make an administrator', async () => {
    const serving = await serve();
    await firstUser(serving);

    const { said } = await runTool(serving, 'invite', '--admin');

    expect(await register(serving, 'second', invitationIn(said))).toMatchObject({
      body: { user: { admin: true } },
    });
  });

  test('the audit log stays one chain, whoever writes into it', async () => {
    const serving = await serve();
    await firstUser(serving);

    await Promise.all([
      ...Array.from({ length: 3 }, () => runTool(serving, 'invite')),
      ...Array.from({ length: 20 }, (_, n) => register(serving, `user_${n}`, 'none')),
      ...Array.from({ length: 20 }, () =>
        call(urlOf(serving), 'logout', {}, { headers: { origin: 'http://evil.test' } }),
      ),
    ]);
    const stores = await openOperatorStores(serving.env.DB_PATH ?? '');

    // The first invitation, the account, its login at least, three invitations, and the refusals.
    const { sound, brokenAt } = await verifyAudit(stores);
    expect(brokenAt).toBeUndefined();
    expect(sound).toBeGreaterThanOrEqual(25);
    await stores.close();
  });

  test.each([
    ['nobody of that name', ['reset-password', '--user', 'nobody'], 1, 'There is no user nobody.'],
    ['no name', ['reset-password'], 2, 'Say for whom'],
  ])('%s is said', async (_, [tool = '', ...words], code, complaint) => {
    expect(await runTool(await serve(), tool, ...words)).toMatchObject({
      code,
      said: expect.stringContaining(complaint) as string,
    });
  });

  test('a closed server invites nobody', async () => {
    const serving = await serve({ REGISTRATION: 'closed' });
    await firstUser(serving);

    expect(await runTool(serving, 'invite')).toMatchObject({
      code: 1,
      said: expect.stringContaining('REGISTRATION is closed') as string,
    });
  });
});

test('without a database there is nothing to invite to', async () => {
  const env = { DB_PATH: '/nonexistent/parley.db' };

  expect(await runTool({ env }, 'invite')).toMatchObject({
    code: 1,
    said: expect.stringContaining('There is no /nonexistent/parley.db') as string,
  });
});

describe.runIf(hasServer)('beside a running server with MongoDB', { timeout: 30_000 }, () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
  }, 120_000);
  afterAll(() => server.stop());

  const withMongo = () =>
    serve({
      DB_PATH: '',
      MONGODB_URI: newDatabase(server.address),
      JWT_SECRET: 'a secret of the tests, and long enough',
    });

  test('an invitation makes one account, no more', async () => {
    await inviteOnce(await withMongo());
  });

  test('a link sets a new password, once', async () => {
    await resetOnce(await withMongo());
  });
});
