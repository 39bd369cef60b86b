import { expect, test } from 'vitest';
import { call } from '../../testing/call.ts';
import { startTestBackend } from '../../testing/start-test-backend.ts';

test.each([
  ['no proxy', '0', '127.0.0.1'],
  ['one proxy', '1', '198.51.100.2'],
  ['two proxies', '2', '203.0.113.7'],
])('the health check says from where it is asked, behind %s', async (_, proxies, address) => {
  const { httpUrl } = await startTestBackend({ env: { TRUST_PROXY: proxies } });

  const { headers } = await fetch(`${httpUrl}/web/health`, {
    headers: { 'x-forwarded-for': '203.0.113.7, 198.51.100.2' },
  });

  expect(headers.get('x-seen-from')).toBe(address);
});

test('the health check tells strangers neither version nor how long the server runs', async () => {
  const { httpUrl } = await startTestBackend();

  const health = await call(httpUrl, 'health', {});

  expect(health.body).toEqual({ name: 'parley', status: 'ok' });
});

test('the bound on requests of an address counts an IPv6 network', async () => {
  const { httpUrl, stores } = await startTestBackend({ env: { TRUST_PROXY: '1', HTTP_RATE_LIMIT: '1' } });
  const from = (address: string) =>
    fetch(`${httpUrl}/web/health`, { headers: { 'x-forwarded-for': address } });
  for (let i = 0; i < 10; i++) expect((await from(`2001:db8::${i}`)).status).toBe(200);

  expect((await from('2001:db8::aaaa')).status).toBe(429);
  expect((await from('2001:db8:0:1::1')).status).toBe(200);
  await expect
    .poll(async () => (await stores.audit.after(0, 100)).at(-1))
    .toMatchObject({ kind: 'rate_limited', address: '2001:db8::aaaa' });
});
