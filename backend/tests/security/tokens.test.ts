import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SignJWT, UnsecuredJWT } from 'jose';
import { describe, expect, onTestFinished, test } from 'vitest';
import { secretFile } from '../../src/config/secret-file.ts';
import { call } from '../../testing/call.ts';
import { startTestBackend } from '../../testing/start-test-backend.ts';

describe('10. a token', () => {
  const SECRET = 'a secret of the tests, and long enough';
  const kid = (secret: string) =>
    createHash('sha256').update(`parley/v1/kid\0${secret}`).digest('hex').slice(0, 16);
  const key = (secret: string) => new TextEncoder().encode(secret);

  /** A token like ours, with one thing changed. */
  async function forged(user: { uid: string; sid: string }, change: ForgedParts = {}): Promise<string> {
    const { secret = SECRET, alg = 'HS256', claims = {}, header = {} } = change;
    const now = Math.floor(Date.now() / 1_000);
    const all = {
      uid: user.uid,
      sid: user.sid,
      sub: 'x',
      jti: randomUUID(),
      iss: 'parley',
      aud: 'parley/web',
      iat: now,
      exp: now + 600,
    };
    return new SignJWT({ ...all, ...claims })
      .setProtectedHeader({ alg, kid: kid(secret), ...header })
      .sign(key(secret));
  }
  interface ForgedParts {
    readonly secret?: string;
    readonly alg?: string;
    readonly claims?: Readonly<Record<string, unknown>>;
    readonly header?: Readonly<Record<string, string>>;
  }

  test('made like ours is accepted, so that the refusals below mean something', async () => {
    const backend = await startTestBackend();
    const user = await backend.register();

    expect(await call(backend.httpUrl, 'session', {}, { token: await forged(user) })).toMatchObject({
      status: 200,
    });
  });

  test.each<[string, ForgedParts]>([
    ['with another algorithm', { alg: 'HS512' }],
    ['with an unknown kid', { header: { kid: 'unknown' } }],
    ['by another key', { secret: 'another secret that is long enough too', header: { kid: kid(SECRET) } }],
    ['without exp', { claims: { exp: undefined } }],
    ['that has expired', { claims: { exp: 1 } }],
    ['of another issuer', { claims: { iss: 'somebody' } }],
    ['for another audience', { claims: { aud: 'somebody' } }],
    ['without uid', { claims: { uid: undefined } }],
    ['without sid', { claims: { sid: undefined } }],
    ['without jti', { claims: { jti: undefined } }],
    ['of another user’s session', { claims: { uid: randomUUID() } }],
  ])('%s is refused', async (_, change) => {
    const backend = await startTestBackend();
    const user = await backend.register();

    expect(await call(backend.httpUrl, 'session', {}, { token: await forged(user, change) })).toMatchObject({
      status: 401,
    });
  });

  test('that has expired renews nothing, although its session lives', async () => {
    const backend = await startTestBackend();
    const user = await backend.register();
    const expired = await forged(user, { claims: { exp: Math.floor(Date.now() / 1_000) - 1 } });

    expect(await call(backend.httpUrl, 'renew', {}, { token: expired })).toMatchObject({
      status: 401,
      body: { code: 'E_SESSION_ENDED' },
    });
    expect(await call(backend.httpUrl, 'renew', {}, { token: user.token })).toMatchObject({ status: 200 });
  });

  test('with the algorithm none is refused', async () => {
    const backend = await startTestBackend();
    const { uid, sid } = await backend.register();
    const token = new UnsecuredJWT({ uid, sid, sub: 'x', jti: 'x' })
      .setIssuer('parley')
      .setAudience('parley/web')
      .setIssuedAt()
      .setExpirationTime('1h')
      .encode();

    expect(await call(backend.httpUrl, 'session', {}, { token })).toMatchObject({ status: 401 });
  });

  test('of the previous secret is accepted while that is named, and not any more after', async () => {
    const next = 'the next secret, which is long enough';
    const before = await startTestBackend({ env: { JWT_SECRET: next, JWT_SECRET_PREVIOUS: SECRET } });
    const user = await before.register();
    const after = await startTestBackend({ env: { JWT_SECRET: next }, parts: { stores: before.stores } });
    const token = await forged(user);

    expect(await call(before.httpUrl, 'session', {}, { token })).toMatchObject({ status: 200 });
    expect(await call(after.httpUrl, 'session', {}, { token })).toMatchObject({ status: 401 });
    expect(await call(after.httpUrl, 'session', {}, { token: user.token })).toMatchObject({ status: 200 });
  });

  test('needs a secret of 32 characters, or the server does not start', async () => {
    await expect(startTestBackend({ env: { JWT_SECRET: 'short' } })).rejects.toThrow(
      'JWT_SECRET is not allowed',
    );
  });

  test('gets a secret in development that only its owner can read, the same at every start', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'parley-secret-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const file = join(folder, 'jwt-secret');

    expect(secretFile(file)).toBe(secretFile(file));
    expect(secretFile(file).length).toBeGreaterThanOrEqual(32);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['jwt-secret']);
  });

  test('names the variable of a secret that can be neither read nor made', () => {
    expect(() => secretFile('/dev/null/jwt-secret')).toThrow('JWT_SECRET_FILE is /dev/null/jwt-secret');
  });

  test.each(['', 'x', `${'x'.repeat(31)}\n`])(
    'is not signed with what a file holds that is too short: %j',
    async (held) => {
      const folder = await mkdtemp(join(tmpdir(), 'parley-secret-'));
      onTestFinished(() => rm(folder, { recursive: true }));
      const file = join(folder, 'jwt-secret');
      writeFileSync(file, held);

      expect(() => secretFile(file)).toThrow(`${file} holds no secret of at least 32 characters`);
    },
  );
});
