import { randomUUID } from 'node:crypto';
import { createSessionClient } from '@parley/client';
import { MemoryKeys } from '@parley/client/node';
import { expect, test, vi } from 'vitest';
import { ORIGIN, startTestBackend } from '../../testing/start-test-backend.ts';
import { Browser, PASSWORD, quickKdf, wayTo } from './browser.ts';

test('a browser whose storage refuses to delete the keys logs out all the same', async () => {
  const { httpUrl } = await startTestBackend();
  const { username } = await new Browser(httpUrl).register();
  const keeper = new MemoryKeys();
  const browser = new Browser(httpUrl, { keeper });
  await browser.login(username);
  vi.spyOn(keeper, 'forget').mockRejectedValue(new DOMException('full', 'QuotaExceededError'));
  await browser.session.logout();
  expect(browser.session.state.get().kind).not.toBe('active');
});

test('a browser that cannot load the code of the keys logs in and out without', async () => {
  const { httpUrl } = await startTestBackend();
  const { username } = await new Browser(httpUrl).register();
  const report = vi.fn();
  const session = createSessionClient({
    http: wayTo(httpUrl),
    origin: ORIGIN,
    kdf: quickKdf,
    device: async () => ({ id: randomUUID(), name: 'Test' }),
    keys: () => Promise.reject(new TypeError('not loaded')),
    report,
  });
  await session.login(username, PASSWORD);
  expect(session.state.get().kind).toBe('active');
  await session.logout();
  expect(session.state.get().kind).not.toBe('active');
  expect(report).toHaveBeenCalled();
});
