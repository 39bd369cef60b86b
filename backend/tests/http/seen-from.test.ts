import { expect, test } from 'vitest';
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
