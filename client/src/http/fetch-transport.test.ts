import { PROTOCOL_VERSION } from '@parley/protocol';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createFetchTransport } from './fetch-transport.ts';

const fetched = vi.fn<typeof fetch>();

beforeEach(() => {
  vi.stubGlobal('fetch', fetched);
  vi.stubGlobal('document', { cookie: 'theme=dark; XSRF-TOKEN=a%2Fb; X-XSRF-TOKEN=other' });
  fetched.mockImplementation(async () => new Response('{"ok":true}', { status: 201 }));
});
afterEach(() => {
  vi.unstubAllGlobals();
  fetched.mockReset();
});

function lastHeaders(): Headers {
  return new Headers(fetched.mock.lastCall?.[1]?.headers);
}

test('a change carries the token of this tab and the proof that no other page is asking', async () => {
  const transport = createFetchTransport(() => 'abc');
  const answer = await transport.exchange({ method: 'POST', path: '/web/logout', body: { a: 1 } });
  expect(answer).toEqual({ status: 201, body: { ok: true } });
  expect(fetched).toHaveBeenCalledExactlyOnceWith(
    '/web/logout',
    expect.objectContaining({
      method: 'POST',
      body: '{"a":1}',
      mode: 'same-origin',
      referrerPolicy: 'strict-origin',
    }),
  );
  const headers = lastHeaders();
  expect(headers.get('auth-token')).toBe('abc');
  expect(headers.get('parley-protocol')).toBe(String(PROTOCOL_VERSION));
  expect(headers.get('x-xsrf-token')).toBe('a/b');
  expect(headers.get('content-type')).toBe('application/json');
});

test('adds nothing before there is a token or a cookie, and no proof to a question', async () => {
  vi.stubGlobal('document', { cookie: '' });
  const tokens: string[] = [];
  const transport = createFetchTransport(() => tokens[0]);
  await transport.exchange({ method: 'POST', path: '/web/login', body: {} });
  expect([...lastHeaders().keys()].sort()).toEqual([
    'accept',
    'content-type',
    'ngsw-bypass',
    'parley-protocol',
  ]);

  tokens.push('later');
  vi.stubGlobal('document', { cookie: 'XSRF-TOKEN=c' });
  await transport.exchange({ method: 'GET', path: '/web/session' });
  expect([...lastHeaders().keys()].sort()).toEqual([
    'accept',
    'auth-token',
    'ngsw-bypass',
    'parley-protocol',
  ]);
});

test('asks once more where the proof was out of date, with the one that the refusal brought', async () => {
  fetched.mockImplementationOnce(async () => {
    vi.stubGlobal('document', { cookie: 'XSRF-TOKEN=fresh' });
    return new Response('{"code":"E_CSRF"}', { status: 403 });
  });
  const answer = await createFetchTransport(() => 'abc').exchange({ method: 'POST', path: '/web/logout' });
  expect(answer.status).toBe(201);
  expect(fetched).toHaveBeenCalledTimes(2);
  expect(lastHeaders().get('x-xsrf-token')).toBe('fresh');

  fetched.mockClear();
  fetched.mockImplementation(async () => new Response('{"code":"E_CSRF"}', { status: 403 }));
  await createFetchTransport(() => 'abc').exchange({ method: 'POST', path: '/web/logout' });
  expect(fetched).toHaveBeenCalledTimes(2);
});

test('tells of a fresh token', async () => {
  fetched.mockImplementation(async () => new Response('', { headers: { 'auth-token': 'fresh' } }));
  const answer = await createFetchTransport(() => 'old').exchange({ method: 'GET', path: '/web/session' });
  expect(answer).toEqual({ status: 200, body: {}, token: 'fresh' });
});

test('rejects where nobody answers', async () => {
  fetched.mockRejectedValue(new TypeError('Failed to fetch'));
  await expect(
    createFetchTransport(() => undefined).exchange({ method: 'GET', path: '/web/session' }),
  ).rejects.toThrow();
});
