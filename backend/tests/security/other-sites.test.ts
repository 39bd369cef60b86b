import { describe, expect, test } from 'vitest';
import { Browser } from '../../testing/browser.ts';
import { call, VERSION } from '../../testing/call.ts';
import { newAccount } from '../../testing/register-user.ts';
import { ORIGIN, startTestBackend } from '../../testing/start-test-backend.ts';

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

  test('with a cookie needs the XSRF header, which a first GET makes possible, without a session too', async () => {
    const backend = await startTestBackend();
    const browser = new Browser(backend.httpUrl);
    expect(await browser.call('session', {})).toMatchObject({ status: 200, body: { user: null } });
    expect(browser.cookies.get('XSRF-TOKEN')).toBeDefined();
    await browser.call('register', newAccount());

    const without = await browser.call('renew', {}, { headers: { 'X-XSRF-TOKEN': '' } });
    const wrong = await browser.call('renew', {}, { headers: { 'X-XSRF-TOKEN': 'f'.repeat(43) } });
    const right = await browser.call('renew', {});

    expect([without, wrong, right].map(({ status }) => status)).toEqual([403, 403, 200]);
    expect(wrong.body).toMatchObject({ code: 'E_CSRF' });
  });

  test.each([
    ['an empty pair', ''],
    ['a pair that the asker made up', 'f'.repeat(43)],
    ['a text of as many characters and more bytes', 'ÿ'.repeat(43)],
    ['a text of another length', 'f'],
  ])('34. with %s is refused, and never an error of the server', async (_, made) => {
    const backend = await startTestBackend();
    const browser = new Browser(backend.httpUrl);
    await browser.call('register', newAccount());
    browser.cookies.set('XSRF-TOKEN', encodeURIComponent(made));

    const refused = await browser.call('logout', {}, { headers: { 'X-XSRF-TOKEN': made } });

    expect(refused).toMatchObject({ status: 403, body: { code: 'E_CSRF' } });
  });

  test('34. with the proof of another session is refused, and the refusal brings the right one', async () => {
    const backend = await startTestBackend();
    const [mine, theirs] = [new Browser(backend.httpUrl), new Browser(backend.httpUrl)];
    await mine.call('register', newAccount());
    await theirs.call('register', newAccount());
    const proof = theirs.cookies.get('XSRF-TOKEN') ?? '';

    expect(await mine.call('renew', {}, { headers: { 'X-XSRF-TOKEN': proof } })).toMatchObject({
      status: 403,
    });
    expect(await mine.call('renew', {})).toMatchObject({ status: 200 });
  });

  test('34. with the proof of the previous secret is accepted while that is named', async () => {
    const before = await startTestBackend();
    const browser = new Browser(before.httpUrl);
    await browser.call('register', newAccount());
    const after = await startTestBackend({
      env: {
        JWT_SECRET: 'the next secret, which is long enough',
        JWT_SECRET_PREVIOUS: 'a secret of the tests, and long enough',
      },
      parts: { stores: before.stores },
    });

    const later = new Browser(after.httpUrl);
    for (const [name, value] of browser.cookies) later.cookies.set(name, value);

    expect(await later.call('renew', {})).toMatchObject({ status: 200 });
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
      headers: { ...VERSION, 'auth-token': token },
    });

    expect(response.status).toBe(404);
    expect(await call(backend.httpUrl, 'session', {}, { token })).toMatchObject({ status: 200 });
  });
});
