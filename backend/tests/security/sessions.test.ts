import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { Browser } from '../../testing/browser.ts';
import { call } from '../../testing/call.ts';
import { logIn, newChallenge, proofOf } from '../../testing/log-in.ts';
import { newCredential } from '../../testing/register-user.ts';
import { ORIGIN, startTestBackend } from '../../testing/start-test-backend.ts';

const HTTPS = { PUBLIC_URL: 'https://chat.test' };
const account = (username = `user_${randomUUID().slice(0, 8)}`) => ({
  username,
  displayName: username,
  credential: newCredential().credential,
  device: { id: randomUUID(), name: 'Browser' },
});

describe('9. the cookie', () => {
  test('is HttpOnly and SameSite=Strict, and by https Secure and __Host- too', async () => {
    const http = await startTestBackend();
    const https = await startTestBackend({ env: HTTPS });

    const plain = await new Browser(http.httpUrl).call('register', account());
    const secure = await new Browser(https.httpUrl).call('register', account());

    expect(plain.headers.getSetCookie()[0]).toMatch(
      /^chatToken=.*; Path=\/; Expires=.*; HttpOnly; SameSite=Strict$/,
    );
    expect(secure.headers.getSetCookie()[0]).toMatch(
      /^__Host-chatToken=.*; Path=\/; Expires=.*; HttpOnly; Secure; SameSite=Strict$/,
    );
  });

  test('and the header of another session: nothing is done', async () => {
    const backend = await startTestBackend();
    const browser = new Browser(backend.httpUrl);
    await browser.call('session', {});
    const first = browser.tokenOf(await browser.call('register', account()));
    await browser.call('register', account());

    const answer = await browser.call('logout', {}, { token: first });

    expect(answer).toMatchObject({ status: 409, body: { code: 'E_SESSION_CHANGED' } });
  });
});

describe('11. the sockets of a session that ends', () => {
  test('are told so and closed at log-out, and only those', async () => {
    const backend = await startTestBackend();
    const user = await backend.register();
    const other = (await logIn(backend.httpUrl, user)).headers.get('auth-token') ?? '';
    const [here, there] = await Promise.all([
      backend.connect(user),
      backend.connect({ ...user, token: other }),
    ]);

    await call(backend.httpUrl, 'logout', {}, { token: user.token });
    await here.closed();

    expect(here.received('token-expired')).toMatchObject([{ code: 'E_SESSION_ENDED' }]);
    expect(there.socket.connected).toBe(true);
  });

  test('are closed when it is revoked elsewhere, and the session opens none again', async () => {
    const backend = await startTestBackend();
    const user = await backend.register();
    const other = await logIn(backend.httpUrl, user);
    const { sid } = other.body as { sid: string };
    const there = await backend.connect({ ...user, token: other.headers.get('auth-token') ?? '' });

    await call(backend.httpUrl, 'revokeSession', {}, { token: user.token, params: { sid } });

    await there.next('token-expired');
    await there.closed();
    await expect(backend.connect({ ...user, token: other.headers.get('auth-token') ?? '' })).rejects.toThrow(
      'E_SESSION_ENDED',
    );
  });

  test('are closed within a tick when another node ended it', async () => {
    const backend = await startTestBackend();
    const user = await backend.register();
    const client = await backend.connect(user);

    await backend.stores.sessions.end(user.uid, user.sid);
    await backend.pass(1_000);

    await client.next('token-expired');
    await client.closed();
  });

  test('are closed when their token runs out, unless they were given a fresh one', async () => {
    const backend = await startTestBackend();
    const user = await backend.register();
    const [fresh, stale] = await Promise.all([backend.connect(user), backend.connect(user)]);
    backend.clock.advance(12 * 60 * 60 * 1_000);
    const token =
      (await call(backend.httpUrl, 'renew', {}, { token: user.token })).headers.get('auth-token') ?? '';
    await fresh.get('reauthenticate', { token });

    await backend.pass(12 * 60 * 60 * 1_000);

    await stale.closed();
    expect(fresh.socket.connected).toBe(true);
  });

  test('do not take the token of another session', async () => {
    const backend = await startTestBackend();
    const [alice, bob] = await Promise.all([backend.register(), backend.register()]);
    const client = await backend.connect(alice);

    expect(await client.ask('reauthenticate', { token: bob.token })).toMatchObject({
      error: { code: 'E_SESSION_CHANGED' },
    });
  });
});

describe('12. a login challenge', () => {
  test('is taken once', async () => {
    const backend = await startTestBackend();
    const user = await backend.register();
    const proof = await proofOf(backend.httpUrl, user);

    expect(await logIn(backend.httpUrl, user, proof)).toMatchObject({ status: 200 });
    expect(await logIn(backend.httpUrl, user, proof)).toMatchObject({
      body: { code: 'E_CHALLENGE_EXPIRED' },
    });
  });

  test('lives 60 s', async () => {
    const backend = await startTestBackend();
    const user = await backend.register();
    const proof = await proofOf(backend.httpUrl, user);
    backend.clock.advance(60_000);

    expect(await logIn(backend.httpUrl, user, proof)).toMatchObject({
      body: { code: 'E_CHALLENGE_EXPIRED' },
    });
  });

  test('is for an origin that is allowed', async () => {
    const backend = await startTestBackend();
    const user = await backend.register();
    const proof = await proofOf(backend.httpUrl, user, { origin: 'http://evil.test' });

    expect(await logIn(backend.httpUrl, user, proof)).toMatchObject({
      status: 403,
      body: { code: 'E_ORIGIN' },
    });
  });

  test('looks alike for a user that does not exist, always with the same salt, and fails alike', async () => {
    const backend = await startTestBackend();
    const user = await backend.register();
    const nobody = { ...user, username: 'nobody_here' };

    const [first, second] = [
      await newChallenge(backend.httpUrl, nobody.username),
      await newChallenge(backend.httpUrl, 'NOBODY_here'),
    ];
    const wrong = await logIn(backend.httpUrl, { ...user, key: newCredential().key });
    const unknown = await logIn(backend.httpUrl, nobody);

    expect(first.kdf).toEqual(second.kdf);
    expect(Object.keys(first.kdf)).toEqual(
      Object.keys((await newChallenge(backend.httpUrl, user.username)).kdf),
    );
    expect(unknown).toMatchObject({ status: 401, body: wrong.body as object });
  });

  test('can be failed five times, then one waits, longer each time, whoever one is', async () => {
    const backend = await startTestBackend();
    const user = await backend.register();
    const wrong = { ...user, key: newCredential().key };
    for (let i = 0; i < 5; i++) expect(await logIn(backend.httpUrl, wrong)).toMatchObject({ status: 401 });

    const waiting = await logIn(backend.httpUrl, user);

    expect(waiting).toMatchObject({ status: 429, body: { code: 'E_RATE_LIMITED' } });
    expect((waiting.body as { retryAfterMs: number }).retryAfterMs).toBeGreaterThan(4_000);
    const kinds = (await backend.stores.audit.after(0, 100)).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind.startsWith('login_'))).toEqual([
      'login_failed',
      'login_failed',
      'login_failed',
      'login_failed',
      'login_locked',
    ]);
  });
});

test('11. a login with the old password does not outlive a new one that is set meanwhile', async () => {
  const backend = await startTestBackend();
  const user = await backend.register();
  const { sessions } = backend.stores;
  const create = sessions.create.bind(sessions);
  const proof = await proofOf(backend.httpUrl, user);
  sessions.create = async (session) => {
    const change = { proof: await proofOf(backend.httpUrl, user), credential: newCredential().credential };
    const { token } = user;
    expect(await call(backend.httpUrl, 'changePassword', change, { token })).toMatchObject({ status: 200 });
    await create(session);
  };

  const late = await logIn(backend.httpUrl, user, proof);

  expect(late).toMatchObject({ status: 401, body: { code: 'E_LOGIN_FAILED' } });
  const live = await sessions.ofUser(user.uid, backend.clock.read());
  expect(live.map(({ sid }) => sid)).toEqual([user.sid]);
});

test('12. a login cannot be guessed faster with many tries at once', async () => {
  const backend = await startTestBackend({ store: 'sqlite' });
  const user = await backend.register();
  const wrong = { ...user, key: newCredential().key };
  const proofs = await Promise.all(Array.from({ length: 20 }, () => proofOf(backend.httpUrl, wrong)));

  const answers = await Promise.all(proofs.map((proof) => logIn(backend.httpUrl, wrong, proof)));

  expect(answers.filter(({ status }) => status === 401)).toHaveLength(5);
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(15);
});

describe('13. a request that changes something', () => {
  test.each<[string, Record<string, string>, number]>([
    ['from our own page', { origin: ORIGIN }, 200],
    ['from another site', { origin: 'http://evil.test' }, 403],
    ['from another port', { origin: 'http://chat.test:81' }, 403],
    ['from nowhere that can be named', { origin: 'null' }, 403],
    ['that says it is cross-site', { 'sec-fetch-site': 'cross-site' }, 403],
    ['that says it is same-site', { 'sec-fetch-site': 'same-site' }, 403],
    ['that says it is same-origin', { 'sec-fetch-site': 'same-origin' }, 200],
    ['from a terminal', {}, 200],
  ])('%s', async (_, headers, status) => {
    const backend = await startTestBackend();

    expect(await call(backend.httpUrl, 'challenge', { username: 'somebody' }, { headers })).toMatchObject({
      status,
    });
  });

  test('with a cookie needs the XSRF header, which a first GET makes possible, with a 401 too', async () => {
    const backend = await startTestBackend();
    const browser = new Browser(backend.httpUrl);
    expect(await browser.call('session', {})).toMatchObject({ status: 401 });
    await browser.call('register', account());

    const without = await browser.call('renew', {}, { headers: { 'X-XSRF-TOKEN': '' } });
    const wrong = await browser.call('renew', {}, { headers: { 'X-XSRF-TOKEN': 'f'.repeat(32) } });
    const right = await browser.call('renew', {});

    expect([without, wrong, right].map(({ status }) => status)).toEqual([403, 403, 200]);
    expect(wrong.body).toMatchObject({ code: 'E_CSRF' });
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'is refused as %s',
    async (type) => {
      const backend = await startTestBackend();

      const answer = await call(
        backend.httpUrl,
        'challenge',
        { username: 'x' },
        { headers: { 'content-type': type } },
      );

      expect(answer).toMatchObject({ status: 415, body: { code: 'E_UNSUPPORTED_MEDIA_TYPE' } });
    },
  );

  test('is never a GET', async () => {
    const backend = await startTestBackend();
    const { token } = await backend.register();

    const response = await fetch(`${backend.httpUrl}/web/session/logout`, {
      headers: { 'auth-token': token },
    });

    expect(response.status).toBe(404);
    expect(await call(backend.httpUrl, 'session', {}, { token })).toMatchObject({ status: 200 });
  });
});
