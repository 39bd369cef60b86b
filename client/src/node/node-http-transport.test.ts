import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PROTOCOL_VERSION } from '@parley/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createNodeHttpTransport } from './node-http-transport.ts';

const seen: IncomingHttpHeaders[] = [];
let server: Server;
let baseUrl: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    seen.push(request.headers);
    if (request.url === '/web/page') return response.end('<html>');
    response.setHeader('set-cookie', [
      'chatToken=secret; HttpOnly; Path=/',
      'XSRF-TOKEN=proof; Path=/',
      request.url === '/web/logout' ? 'chatToken=; Max-Age=0' : 'other=1; Max-Age=100',
    ]);
    response.setHeader('auth-token', `token ${seen.length}`);
    response.statusCode = 201;
    return response.end('{"ok":true}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

test('keeps cookies and the token, and proves that no other page is asking', async () => {
  const transport = createNodeHttpTransport({ baseUrl, origin: 'https://chat.example.org' });
  const answer = await transport.exchange({ method: 'POST', path: '/web/login', body: { a: 1 } });
  expect(answer).toEqual({ status: 201, body: { ok: true }, token: 'token 1' });

  await transport.exchange({ method: 'POST', path: '/web/logout', body: {} });
  const second = seen.at(-1);
  expect(second).toMatchObject({ origin: 'https://chat.example.org', 'auth-token': 'token 1' });
  expect(second?.['parley-protocol']).toBe(String(PROTOCOL_VERSION));
  const cookies = new Map(
    (second?.cookie ?? '').split('; ').map((pair) => pair.split('=') as [string, string]),
  );
  expect(cookies.get('chatToken')).toBe('secret');
  expect(second?.['x-xsrf-token']).toBe('proof');

  await transport.exchange({ method: 'GET', path: '/web/session' });
  expect(seen.at(-1)?.cookie).not.toContain('chatToken');
});

test('an answer that is no JSON is a text, which no route answers with', async () => {
  const transport = createNodeHttpTransport({ baseUrl });
  await expect(transport.exchange({ method: 'GET', path: '/web/page' })).resolves.toEqual({
    status: 200,
    body: '<html>',
  });
});

test('rejects where nobody answers', async () => {
  const transport = createNodeHttpTransport({ baseUrl: 'http://127.0.0.1:1' });
  await expect(transport.exchange({ method: 'GET', path: '/web/session' })).rejects.toThrow();
});
