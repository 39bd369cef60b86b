import { loginMessage, RegisterRequest, LoginRequest, type Kdf, type Session } from '@parley/protocol';
import { base64ToUint8Array, uint8ArrayToBase64 } from 'uint8array-extras';
import { expect, test } from 'vitest';
import { errorWith, user } from '../../tests/fake-server.ts';
import { fakeRandom } from '../../tests/fake-world.ts';
import { FakeClock } from '../platform/fake-clock.ts';
import type { PasswordKdf } from '../ports/password-kdf.ts';
import { sha256 } from '../crypto/sha256.ts';
import type { HttpRequest, HttpResponse, HttpTransport } from '../ports/http-transport.ts';
import { createSessionClient } from './create-session-client.ts';

const ORIGIN = 'https://chat.example.org';
const HOUR = 60 * 60 * 1_000;
const device = { id: '11111111-1111-4111-8111-111111111111', name: 'Test' };
const GOOD = 'correct horse battery';

/** Fast, and still different for each password and salt. */
const quickKdf: PasswordKdf = {
  derive: async (password, { salt }) =>
    new Uint8Array(sha256(new Uint8Array([...password, ...base64ToUint8Array(salt)]))),
};

/** A server that keeps one account and checks its logins. */
class LoginServer implements HttpTransport {
  readonly clock = new FakeClock();
  readonly paths: string[] = [];
  kdf: Kdf | undefined;
  publicKey = '';
  /** Answers that come instead of the real ones, by path. */
  readonly answers = new Map<string, HttpResponse[]>();

  async exchange({ path, body }: HttpRequest): Promise<HttpResponse> {
    this.paths.push(path);
    const prepared = this.answers.get(path)?.shift();
    if (prepared !== undefined) return prepared;
    if (path === '/web/register') return this.#register(RegisterRequest.parse(body));
    if (path === '/web/login/challenge') return { status: 200, body: this.#challenge() };
    if (path === '/web/login') return this.#login(LoginRequest.parse(body));
    if (path === '/web/session' || path === '/web/session/renew') return this.#session();
    return { status: 200, body: {} };
  }

  #register({ credential }: RegisterRequest): HttpResponse {
    this.kdf = credential.kdf;
    this.publicKey = credential.publicKey;
    return this.#session();
  }

  #challenge() {
    return { challenge: uint8ArrayToBase64(new Uint8Array(32)), expiresAt: 5_000, kdf: this.kdf };
  }

  async #login({ username, proof }: LoginRequest): Promise<HttpResponse> {
    const key = base64ToUint8Array(this.publicKey);
    const publicKey = await crypto.subtle.importKey('raw', key, 'Ed25519', false, ['verify']);
    const challenge = base64ToUint8Array(proof.challenge);
    const message = loginMessage({ origin: ORIGIN, username, challenge, expiresAt: 5_000 });
    const signature = base64ToUint8Array(proof.signature);
    const valid = await crypto.subtle.verify('Ed25519', publicKey, signature, new Uint8Array(message));
    return valid ? this.#session() : { status: 401, body: errorWith('E_LOGIN_FAILED') };
  }

  #session(): HttpResponse {
    const now = this.clock.now();
    const session: Session = {
      sid: device.id,
      device,
      user: user(1),
      tokenIssuedAt: now,
      tokenExpiresAt: now + 24 * HOUR,
    };
    return { status: 200, body: session, token: `token at ${now}` };
  }
}

function setUp() {
  const server = new LoginServer();
  const { clock } = server;
  const device_ = async () => device;
  const session = createSessionClient({
    http: server,
    origin: ORIGIN,
    kdf: quickKdf,
    device: device_,
    clock,
    random: fakeRandom(),
  });
  return { server, clock, session };
}

async function registered() {
  const world = setUp();
  await world.session.register({ username: 'user1', displayName: 'User', password: GOOD });
  return world;
}

test('who registered logs in with the same password and no other', async () => {
  const { session } = await registered();
  await expect(session.login('USER1', GOOD)).resolves.toMatchObject({ user: { username: 'user1' } });
  await expect(session.login('user1', 'another password')).rejects.toMatchObject({ code: 'E_LOGIN_FAILED' });
});

test('neither the password nor its seed ever leaves', async () => {
  const { server, session } = setUp();
  const bodies: string[] = [];
  const exchange = server.exchange.bind(server);
  server.exchange = (request) => {
    bodies.push(JSON.stringify(request));
    return exchange(request);
  };
  await session.register({ username: 'user1', displayName: 'User', password: GOOD });
  await session.login('user1', GOOD);
  expect(bodies.join()).not.toContain(GOOD);
});

test('weak passwords are refused for new accounts, and never at login', async () => {
  const { server, session } = await registered();
  const account = { username: 'user1', displayName: 'User', password: '1234' };
  await expect(session.register(account)).rejects.toMatchObject({ code: 'E_BAD_REQUEST' });
  expect(server.paths.filter((path) => path === '/web/register')).toHaveLength(1);
  await expect(session.login('user1', '1234')).rejects.toMatchObject({ code: 'E_LOGIN_FAILED' });
});

test.each([{ memoryKiB: 1_024 }, { memoryKiB: 1024 * 1024 }, { iterations: 1 }, { iterations: 1_000 }])(
  'a server that asks for %o gets nothing derived',
  async (change) => {
    const { server, session } = await registered();
    Object.assign(server.kdf ?? {}, change);
    await expect(session.login('user1', GOOD)).rejects.toMatchObject({ code: 'E_INTERNAL' });
    expect(server.paths).not.toContain('/web/login');
  },
);

test('a challenge that expired meanwhile is taken again, once', async () => {
  const { server, session } = await registered();
  server.answers.set('/web/login', [{ status: 401, body: errorWith('E_CHALLENGE_EXPIRED') }]);
  await expect(session.login('user1', GOOD)).resolves.toBeDefined();
});

test('the token is renewed at half of its life, and again while nobody answers', async () => {
  const { server, clock, session } = await registered();
  let renewals = 0;
  session.onRenewed(() => renewals++);
  const before = session.token();
  server.answers.set('/web/session/renew', [{ status: 503, body: errorWith('E_SHUTTING_DOWN') }]);
  await clock.advance(12 * HOUR);
  expect(renewals).toBe(0);
  await clock.advance(60_000);
  expect(renewals).toBe(1);
  expect(session.token()).not.toBe(before);
});

test('a session that ended says why and forgets its token', async () => {
  const { server, clock, session } = await registered();
  server.answers.set('/web/session/renew', [{ status: 401, body: errorWith('E_SESSION_ENDED') }]);
  await clock.advance(13 * HOUR);
  expect(session.state.get()).toMatchObject({ kind: 'ended', reason: { code: 'E_SESSION_ENDED' } });
  expect(session.token()).toBeUndefined();
  await clock.advance(48 * HOUR);
  expect(server.paths.filter((path) => path === '/web/session/renew')).toHaveLength(1);
});

test('a server that refuses this version is asked no more, and the session stays', async () => {
  const { server, clock, session } = await registered();
  const refusal = { status: 400, body: errorWith('E_CLIENT_OUTDATED') };
  server.answers.set('/web/session/renew', [refusal, refusal]);
  await clock.advance(13 * HOUR);
  const asked = server.paths.length;
  await clock.advance(24 * HOUR);
  expect(server.paths).toHaveLength(asked);
  expect(session.isOutdated.get()).toBe(true);
  expect(session.state.get().kind).toBe('active');
});

test('a page that the server refuses at its start asks once', async () => {
  const { server, session } = setUp();
  server.answers.set('/web/session', [{ status: 400, body: errorWith('E_CLIENT_OUTDATED') }]);
  expect(await session.restore()).toEqual({ kind: 'unknown' });
  expect(session.isOutdated.get()).toBe(true);
});

test('on a reload a 401 means nobody is logged in, and no answer means nothing yet', async () => {
  const { server, session } = setUp();
  server.answers.set('/web/session', [
    { status: 502, body: '<html>' },
    { status: 401, body: errorWith('E_UNAUTHENTICATED') },
  ]);
  await expect(session.restore()).rejects.toThrow('The server cannot be reached.');
  expect(session.state.get()).toEqual({ kind: 'unknown' });
  expect(await session.restore()).toEqual({ kind: 'none' });
  expect(await session.restore()).toMatchObject({ kind: 'active' });
});

test.each([502, 503, 504])('a proxy that says %s means a server that did not answer', async (status) => {
  const { server, session } = await registered();
  server.answers.set('/web/session/logout', [{ status, body: '<html>' }]);
  await expect(session.logout()).rejects.toThrow('The server cannot be reached.');
  expect(session.state.get()).toMatchObject({ kind: 'active' });
});

test('a way to register that only a later version knows is none for this one', async () => {
  const { server, session } = setUp();
  const bodies = [{ mode: 'domain' }, { mode: 'invite' }];
  server.answers.set(
    '/web/registration',
    bodies.map((body) => ({ status: 200, body })),
  );
  expect(await session.registration()).toBe('closed');
  expect(await session.registration()).toBe('invite');
});

test('an invitation becomes a link of this address', async () => {
  const { server, session } = await registered();
  const invitation = { id: device.id, createdAt: 1, expiresAt: 2, admin: false };
  const body = { invitation, secret: 'a/b', expiresAt: 2 };
  server.answers.set('/web/invitations', [{ status: 200, body }]);
  await expect(session.invite(' Ann ')).resolves.toMatchObject({
    link: `${ORIGIN}/register#invitation=a%2Fb`,
  });
});
