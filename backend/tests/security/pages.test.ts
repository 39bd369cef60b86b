import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { CONTENT_SECURITY_POLICY, PERMISSIONS_POLICY } from '@parley/protocol';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createLogger } from '../../src/logging/logger.ts';
import { VERSION } from '../../testing/call.ts';
import { startTestBackend } from '../../testing/start-test-backend.ts';

/** A built SPA, as small as can be. */
async function spaFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-spa-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>Parley</title>');
  await writeFile(join(folder, 'main-5OMXYSPS.js'), 'export {};');
  await writeFile(join(folder, '.secret'), 'hidden');
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'assets', 'logo.svg'), '<svg/>');
  return folder;
}

describe('19. pages', () => {
  test('come with a policy that lets nothing foreign run, and with all the other headers', async () => {
    const backend = await startTestBackend({
      config: { staticDir: await spaFolder() },
      env: { PUBLIC_URL: 'https://chat.test' },
    });

    const { headers } = await fetch(backend.httpUrl);

    expect(Object.fromEntries(headers)).toMatchObject({
      'content-security-policy': CONTENT_SECURITY_POLICY,
      'permissions-policy': PERMISSIONS_POLICY,
      'strict-transport-security': 'max-age=31536000',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'x-frame-options': 'DENY',
    });
    expect(headers.get('x-powered-by')).toBeNull();
  });

  test('have no unsafe script, no foreign origin and no frame in their policy', () => {
    const sources = Object.fromEntries(
      CONTENT_SECURITY_POLICY.split('; ').map((directive) => {
        const [name = '', ...values] = directive.split(' ');
        return [name, values];
      }),
    );

    expect(sources['default-src']).toEqual(["'none'"]);
    expect(sources['script-src']).toEqual(["'self'", "'wasm-unsafe-eval'"]);
    expect(sources['frame-ancestors']).toEqual(["'none'"]);
    expect(sources['require-trusted-types-for']).toEqual(["'script'"]);
    expect(CONTENT_SECURITY_POLICY).not.toMatch(/https?:|\*/);
  });

  test('may use the camera, which reads QR codes, and no other device', () => {
    const allowed = PERMISSIONS_POLICY.split(', ').filter((feature) => !feature.endsWith('=()'));

    expect(allowed).toEqual(['camera=(self)']);
    expect(PERMISSIONS_POLICY).toContain('microphone=()');
  });

  test('have no HSTS where people come by http', async () => {
    const backend = await startTestBackend();

    expect(
      (await fetch(`${backend.httpUrl}/web/health`)).headers.get('strict-transport-security'),
    ).toBeNull();
  });
});

test.each([
  ['/', 200, 'no-cache'],
  ['/conversations/some-id', 200, 'no-cache'],
  ['/main-5OMXYSPS.js', 200, 'public, max-age=31536000, immutable'],
  ['/assets/logo.svg', 200, 'no-cache'],
  ['/main-AAAAAAAA.js', 404, null],
  ['/assets/', 200, 'no-cache'], // The SPA, and no listing.
  ['/.secret', 404, null],
  ['/..%2f..%2fetc%2fpasswd', 404, null],
  ['/web/nothing', 404, null],
])('one listener serves the SPA: %s is %i', async (path, status, cache) => {
  const backend = await startTestBackend({ config: { staticDir: await spaFolder() } });

  const response = await fetch(backend.httpUrl + path, { headers: { ...VERSION, accept: 'text/html' } });

  expect(response.status).toBe(status);
  if (cache !== null) expect(response.headers.get('cache-control')).toBe(cache);
});

test.each([
  ['/', 200],
  ['/conversations/some-id', 200],
  ['/main-5OMXYSPS.js', 200],
  ['/main-AAAAAAAA.js', 404],
  ['/web/health', 200],
])('HEAD %s is answered as GET is, without the body: %i', async (path, status) => {
  const backend = await startTestBackend({ config: { staticDir: await spaFolder() } });

  // Monitors and previews of links send no Accept that names HTML.
  const response = await fetch(backend.httpUrl + path, { method: 'HEAD', headers: { accept: '*/*' } });

  expect(response.status).toBe(status);
  expect(await response.text()).toBe('');
});

test.each([
  ['a range beyond the page', { range: 'bytes=99999-' }, 416],
  ['a version that is not there', { 'if-match': '"x"' }, 412],
])('who asks for %s is told so, and the log stays empty', async (_, asked, status) => {
  let log = '';
  const stream = new PassThrough().on('data', (line: Buffer) => (log += line.toString()));
  const logger = createLogger({ level: 'info', pretty: false, stream });
  const backend = await startTestBackend({ config: { staticDir: await spaFolder() }, parts: { logger } });

  const response = await fetch(`${backend.httpUrl}/login`, { headers: { accept: 'text/html', ...asked } });

  expect(response.status).toBe(status);
  expect(await response.json()).toMatchObject({ code: 'E_BAD_REQUEST' });
  expect(log).toBe('');
});

test.each(['/', '/main-5OMXYSPS.js', '/web/health', '/nothing.txt'])(
  'whoever is not on the allowlist does not get %s',
  async (path) => {
    const config = { staticDir: await spaFolder() };
    const elsewhere = await startTestBackend({ config, env: { IP_ALLOWLIST: '10.0.0.0/8' } });

    const response = await fetch(elsewhere.httpUrl + path, { headers: { accept: 'text/html' } });

    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ code: 'E_ORIGIN' });
  },
);

test('a page that is missing on the server is a failure of the server', async () => {
  const staticDir = await spaFolder();
  const backend = await startTestBackend({ config: { staticDir } });
  await rm(join(staticDir, 'index.html'));

  expect((await fetch(`${backend.httpUrl}/login`, { headers: { accept: 'text/html' } })).status).toBe(500);
});

test('one listener serves the socket too', async () => {
  const backend = await startTestBackend({ config: { staticDir: await spaFolder() } });

  expect(backend.wsUrl).toBe(backend.httpUrl);
  expect((await backend.connect(await backend.register())).socket.connected).toBe(true);
});
