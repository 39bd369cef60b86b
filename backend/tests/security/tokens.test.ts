import { createHash, createHmac, generateKeyPairSync, randomUUID } from 'node:crypto';
import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import jwt from 'jsonwebtoken';
import { describe, expect, onTestFinished, test } from 'vitest';
import { secretFile } from '../../src/config/secret-file.ts';
import { call } from '../../testing/call.ts';
import { startTestBackend } from '../../testing/start-test-backend.ts';

const SECRET = 'a secret of the tests, and long enough';
const OTHER_SECRET = 'another secret that is long enough too';

type Fields = Readonly<Record<string, unknown>>;

/** What is changed of a token like ours; a field that is undefined is left out. */
interface ForgedParts {
  readonly secret?: string;
  /** Of `createHmac`; nothing is signed with `none`. */
  readonly hash?: 'sha256' | 'sha384' | 'sha512' | 'none';
  readonly claims?: Fields;
  readonly header?: Fields;
}

/** Made by hand, because no library makes all that an attacker can. */
function forged(
  { uid, sid }: { readonly uid: string; readonly sid: string },
  { secret = SECRET, hash = 'sha256', claims = {}, header = {} }: ForgedParts = {},
): string {
  const now = Math.floor(Date.now() / 1_000);
  const ours = {
    ...{ uid, sid, sub: 'x', jti: randomUUID(), iss: 'parley', aud: 'parley/web' },
    ...{ iat: now, exp: now + 600 },
  };
  const signed = [
    { alg: 'HS256', kid: kid(SECRET), ...header },
    { ...ours, ...claims },
  ]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  return `${signed}.${hash === 'none' ? '' : createHmac(hash, secret).update(signed).digest('base64url')}`;
}

const kid = (secret: string) =>
  createHash('sha256').update(`parley/v1/kid\0${secret}`).digest('hex').slice(0, 16);

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });

const FORGED: readonly (readonly [string, ForgedParts])[] = [
  ['with the algorithm none', { hash: 'none', header: { alg: 'none' } }],
  ['with the algorithm None', { hash: 'none', header: { alg: 'None' } }],
  ['with the algorithm NONE', { hash: 'none', header: { alg: 'NONE' } }],
  ['with the algorithm none and a signature', { header: { alg: 'none' } }],
  ['with our algorithm and no signature', { hash: 'none' }],
  ['without an algorithm', { header: { alg: undefined } }],
  ['with HS384', { hash: 'sha384', header: { alg: 'HS384' } }],
  ['with HS512', { hash: 'sha512', header: { alg: 'HS512' } }],
  ['that says RS256 and is signed by ours', { header: { alg: 'RS256' } }],
  ['with its algorithm in small letters', { header: { alg: 'hs256' } }],
  ['with an algorithm that is a list', { header: { alg: ['HS256'] } }],
  ['with an unknown kid', { header: { kid: 'unknown' } }],
  ['without a kid', { header: { kid: undefined } }],
  ['with the kid of another secret', { secret: OTHER_SECRET, header: { kid: kid(OTHER_SECRET) } }],
  ['with a kid that is a path', { header: { kid: '../../../dev/null' }, secret: '' }],
  ['with a kid that every object has', { header: { kid: '__proto__' }, secret: '' }],
  ['with a kid that is an object', { header: { kid: { toString: kid(SECRET) } } }],
  ['by another key', { secret: OTHER_SECRET }],
  ['by an empty key', { secret: '' }],
  ['by the kid as key', { secret: kid(SECRET) }],
  ['with an extension that must be understood', { header: { crit: ['b64'], b64: false } }],
  ['with an empty list of such extensions', { header: { crit: [] } }],
  ['with a key of its own', { header: { jwk: { kty: 'oct', k: 'x' } }, secret: 'x' }],
  ['with a key of its own, signed by ours', { header: { jwk: { kty: 'oct', k: 'x' } } }],
  ['with the address of a key', { header: { jku: 'https://keys.example' } }],
  ['with a certificate of its own', { header: { x5c: ['x'] } }],
  ['with another type', { header: { typ: 'at+jwt' } }],
  ['without exp', { claims: { exp: undefined } }],
  ['with an exp of words', { claims: { exp: 'tomorrow' } }],
  ['that has expired', { claims: { exp: 1 } }],
  ['that is not valid yet', { claims: { nbf: 9_999_999_999 } }],
  ['of another issuer', { claims: { iss: 'somebody' } }],
  ['without iss', { claims: { iss: undefined } }],
  ['for another audience', { claims: { aud: 'somebody' } }],
  ['without aud', { claims: { aud: undefined } }],
  ['without uid', { claims: { uid: undefined } }],
  ['without sid', { claims: { sid: undefined } }],
  ['without sub', { claims: { sub: undefined } }],
  ['without jti', { claims: { jti: undefined } }],
  ['without iat', { claims: { iat: undefined } }],
  ['of another user’s session', { claims: { uid: randomUUID() } }],
  ['of a session that is none', { claims: { sid: 'x' } }],
];

describe('10. a token', () => {
  test('made like ours is accepted, so that the refusals below mean something', async () => {
    const backend = await startTestBackend();
    const user = await backend.register();

    expect(await call(backend.httpUrl, 'session', {}, { token: forged(user) })).toMatchObject({
      status: 200,
    });
  });

  test.each(FORGED)('%s is refused', async (_, change) => {
    const backend = await startTestBackend();
    const user = await backend.register();

    expect(await call(backend.httpUrl, 'session', {}, { token: forged(user, change) })).toMatchObject({
      status: 401,
    });
  });

  test('that has expired renews nothing, although its session lives', async () => {
    const backend = await startTestBackend();
    const user = await backend.register();
    const expired = forged(user, { claims: { exp: Math.floor(Date.now() / 1_000) - 1 } });

    expect(await call(backend.httpUrl, 'renew', {}, { token: expired })).toMatchObject({
      status: 401,
      body: { code: 'E_SESSION_ENDED' },
    });
    expect(await call(backend.httpUrl, 'renew', {}, { token: user.token })).toMatchObject({ status: 200 });
  });

  test('signed by a pair of keys is refused, whichever half somebody takes for a secret', async () => {
    const backend = await startTestBackend();
    const user = await backend.register();
    const claims = { uid: user.uid, sid: user.sid };
    const options = {
      keyid: kid(SECRET),
      issuer: 'parley',
      audience: 'parley/web',
      jwtid: 'x',
      subject: 'x',
    };
    const byPrivateHalf = jwt.sign(claims, privateKey, { ...options, algorithm: 'RS256', expiresIn: '1h' });
    const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
    const byPublicHalf = forged(user, { secret: pem });

    for (const token of [byPrivateHalf, byPublicHalf, '', '.', '..', 'a.b.c', 'x'.repeat(2_000)])
      expect(await call(backend.httpUrl, 'session', {}, { token })).toMatchObject({ status: 401 });
  });

  test('of the previous secret is accepted while that is named, and not any more after', async () => {
    const next = 'the next secret, which is long enough';
    const before = await startTestBackend({ env: { JWT_SECRET: next, JWT_SECRET_PREVIOUS: SECRET } });
    const user = await before.register();
    const after = await startTestBackend({ env: { JWT_SECRET: next }, parts: { stores: before.stores } });
    const token = forged(user);

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
