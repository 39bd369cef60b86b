import { CONTENT_SECURITY_POLICY } from '@parley/protocol';
import { expect, test } from 'vitest';
import { startTestBackend } from '../../testing/start-test-backend.ts';

const PAGES = [
  '/docs',
  '/docs/events',
  '/docs/openapi.json',
  '/docs/asyncapi.json',
  '/docs/swagger-ui-bundle.js',
];

test.each(PAGES)('%s is served in a box: from no origin, and to any', async (path) => {
  const { httpUrl } = await startTestBackend();
  const { status, headers } = await fetch(httpUrl + path);
  expect(status).toBe(200);
  expect(headers.get('content-security-policy')).toMatch(/; sandbox allow-scripts$/);
  expect(headers.get('access-control-allow-origin')).toBe('*');
  expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin');
});

test('the pages may load nothing that the web client may not', async () => {
  const { httpUrl } = await startTestBackend();
  const { headers } = await fetch(`${httpUrl}/docs`);
  const sourcesOf = (policy: string) =>
    policy
      .split('; ')
      .filter((line) => line.includes('-src '))
      .flatMap((line) =>
        line
          .split(' ')
          .slice(1)
          .map((source) => `${line.split(' ')[0] ?? ''} ${source}`),
      );
  const allowed = new Set(sourcesOf(CONTENT_SECURITY_POLICY));
  const own = sourcesOf(headers.get('content-security-policy') ?? '');
  expect(own.length).toBeGreaterThan(4);
  expect(own.filter((source) => !allowed.has(source))).toEqual([]);
});

test.each(PAGES)('where they are switched off, %s is not found', async (path) => {
  const { httpUrl } = await startTestBackend({ env: { API_DOCS: 'off' } });
  const answer = await fetch(httpUrl + path);
  expect(answer.status).toBe(404);
  expect(await answer.json()).toMatchObject({ code: 'E_NOT_FOUND' });
});

test.each([
  { NODE_ENV: 'production', expected: 404 },
  { NODE_ENV: 'development', expected: 200 },
])('without the setting, $NODE_ENV answers with $expected', async ({ NODE_ENV, expected }) => {
  const { httpUrl } = await startTestBackend({ env: { NODE_ENV } });
  expect((await fetch(`${httpUrl}/docs`)).status).toBe(expected);
});

test('the page of the sockets names each event, and runs nothing', async () => {
  const { httpUrl } = await startTestBackend();
  const text = await (await fetch(`${httpUrl}/docs/events`)).text();
  expect(text).toContain('<code>privateMessage</code>');
  expect(text).toContain('<a href="#Entry">Entry</a>');
  expect(text).not.toContain('<script');
});
