import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask } from './ask.ts';
import { Certificates } from './certificates.ts';
import { SCRIPT, type Stack, startStack } from './stack.ts';

const certificates = new Certificates();

describe.each(['dev', 'prod'] as const)('the web client, %s', (environment) => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack(environment, certificates);
  });
  afterAll(() => stack.stop());

  const get = (path: string, headers = {}) =>
    ask(`${stack.front}${path}`, { ca: certificates.server, headers });

  test.each(['/', '/index.html', '/login', '/chat/0198c0de-0000-8000-8000-000000000000', '/icons/'])(
    '%s is index.html, asked for again each time',
    async (path) => {
      const { status, headers, body } = await get(path);

      expect(status).toBe(200);
      expect(headers['content-type']).toBe('text/html; charset=utf-8');
      expect(headers['cache-control']).toBe('no-cache');
      expect(body).toContain('<title>Parley</title>');
    },
  );

  test('a file whose name has its hash is kept for ever', async () => {
    const { status, headers, body } = await get('/main-O4FM_Y-G.js');

    expect(status).toBe(200);
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(body).toBe(SCRIPT);
  });

  test('who accepts gzip gets the file that the build compressed', async () => {
    const { headers } = await get('/main-O4FM_Y-G.js', { 'Accept-Encoding': 'gzip' });

    expect(headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'Accept-Encoding' });
  });

  test.each(['/main-GONE0000.js', '/media/font-GONE0000.woff2', '/gone.png', '/assets/gone.svg'])(
    '%s, which is missing, is not found, and that is not kept',
    async (path) => {
      const { status, headers } = await get(path);

      expect(status).toBe(404);
      expect(headers['cache-control']).toBeUndefined();
    },
  );

  test('/assets/ has files but no listing', async () => {
    expect(await get('/assets/logo.svg')).toMatchObject({ status: 200 });
    expect(await get('/assets/')).toMatchObject({ status: 404 });
  });

  test('the service worker is asked for again each time', async () => {
    expect((await get('/ngsw-worker.js')).headers['cache-control']).toBe('no-cache');
  });

  test('the manifest has its type', async () => {
    expect((await get('/manifest.webmanifest')).headers['content-type']).toBe('application/manifest+json');
  });

  test.each(['/', '/main-O4FM_Y-G.js', '/main-GONE0000.js', '/manifest.webmanifest'])(
    '%s carries the security headers',
    async (path) => {
      const { headers } = await get(path);

      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'same-origin',
        'cross-origin-opener-policy': 'same-origin',
      });
      expect(headers['content-security-policy']).toMatch(/^default-src 'none'; .*frame-ancestors 'none'/);
      expect(headers['strict-transport-security']).toBe(
        environment === 'prod' ? 'max-age=31536000' : undefined,
      );
      expect(headers.server).toBe('nginx');
    },
  );
});
