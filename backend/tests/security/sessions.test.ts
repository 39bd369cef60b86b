import { randomBytes } from 'node:crypto';
import { LIMITS } from '@parley/protocol';
import { describe, expect, test } from 'vitest';
import { issueChallenge } from '../../src/domain/passwords/issue-challenge.ts';
import { Browser } from '../../testing/browser.ts';
import { call } from '../../testing/call.ts';
import { logIn, newChallenge, proofOf } from '../../testing/log-in.ts';
import { newAccount, newCredential } from '../../testing/register-user.ts';
import { startTestBackend } from '../../testing/start-test-backend.ts';

const HTTPS = { PUBLIC_URL: 'https://chat.test' };

describe('9. the cookie', () => {
  test('is HttpOnly and SameSite=Strict, and by https Secure and __Host- too', async () => {
    const http = await startTestBackend();
    const https = await startTestBackend({ env: HTTPS });

    const plain = await new Browser(http.httpUrl).call('register', newAccount());
    const secure = await new Browser(https.httpUrl).call('register', newAccount());

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
    const first = browser.tokenOf(await browser.call('register', newAccount()));
    await browser.call('register', newAccount());

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

  test('are closed when their user has logged in so often that it was the session unused for longest', async () => {
    const backend = await startTestBackend();
    const user = await backend.register();
    const client = await backend.connect(user);
    for (let i = 0; i < LIMITS.sessions; i++) {
      backend.clock.advance(1);
      expect(await logIn(backend.httpUrl, user)).toMatchObject({ status: 200 });
    }

    await client.next('token-expired');
    await client.closed();
    expect(await backend.stores.sessions.ofUser(user.uid, backend.clock.read())).toHaveLength(
      LIMITS.sessions,
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

  test('counts although a stranger asks for more of them than any server would keep', async () => {
    const backend = await startTestBackend({ env: { HTTP_RATE_LIMIT: '0' } });
    const user = await backend.register();
    const proof = await proofOf(backend.httpUrl, user);
    for (let i = 0; i < 10_001; i++) await issueChallenge(backend.context, { username: 'nobody_here' });

    expect(await logIn(backend.httpUrl, user, proof)).toMatchObject({ status: 200 });
  });

  test('that somebody made up, or that was put off, counts nothing', async () => {
    const backend = await startTestBackend();
    const user = await backend.register();
    const challenge = await newChallenge(backend.httpUrl, user.username);
    const bytes = Buffer.from(challenge.challenge, 'base64');
    const later = challenge.expiresAt + 60_000;
    bytes.writeBigUInt64BE(BigInt(later));
    const late = { ...challenge, challenge: bytes.toString('base64'), expiresAt: later };
    const madeUp = { ...challenge, challenge: randomBytes(32).toString('base64') };

    for (const forged of [late, madeUp]) {
      const proof = await proofOf(backend.httpUrl, user, { challenge: forged });
      expect(await logIn(backend.httpUrl, user, proof)).toMatchObject({
        body: { code: 'E_CHALLENGE_EXPIRED' },
      });
    }
  });

  test('is taken once, however it is spelled', async () => {
    const backend = await startTestBackend();
    const user = await backend.register();
    const proof = await proofOf(backend.httpUrl, user);
    await logIn(backend.httpUrl, user, proof);
    const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
    const last = digits.indexOf(proof.challenge.at(-2) ?? '');

    for (const other of [1, 2, 3]) {
      const challenge = `${proof.challenge.slice(0, -2)}${digits[last + other] ?? ''}=`;
      expect((await logIn(backend.httpUrl, user, { ...proof, challenge })).status).not.toBe(200);
    }
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
    return create(session);
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
