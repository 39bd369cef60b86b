import { randomUUID } from 'node:crypto';
import { createSessionClient, type Clock, type HttpTransport } from '@parley/client';
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

/** A way to the server on which one request is answered by a test. */
function disturbed(
  httpUrl: string,
  path: string,
  answer: (go: () => ReturnType<HttpTransport['exchange']>) => ReturnType<HttpTransport['exchange']>,
): HttpTransport {
  const way = wayTo(httpUrl);
  return {
    exchange: (request) =>
      request.path === path ? answer(() => way.exchange(request)) : way.exchange(request),
  };
}

test('a log-out whose answer was lost is one, and can be repeated', async () => {
  const { httpUrl } = await startTestBackend();
  const { username } = await new Browser(httpUrl).register();
  let losing = false;
  const http = disturbed(httpUrl, '/web/keylog', async (go) => {
    const answer = await go();
    return losing ? Promise.reject(new TypeError('away')) : answer;
  });
  const browser = new Browser(httpUrl, { http });
  await browser.login(username);
  losing = true;
  await browser.session.logout();
  expect(browser.session.state.get()).toEqual({ kind: 'none' });
});

test('a key log that grew while the server went away is nothing to complain of, and a storage that fails is', async () => {
  const { httpUrl } = await startTestBackend();
  const keeper = new MemoryKeys();
  const report = vi.fn();
  let away = false;
  const http = disturbed(httpUrl, '/web/keylogs', (go) =>
    away ? Promise.reject(new TypeError('away')) : go(),
  );
  const alice = new Browser(httpUrl, { http, keeper, report });
  await alice.register();
  const bob = await new Browser(httpUrl).register();
  const keys = await alice.keys();
  await keys.contacts.refresh([bob.uid]);
  await new Browser(httpUrl).login(bob.username);

  away = true;
  keys.grown(bob.uid, 3);
  await expect(keys.contacts.refresh([bob.uid])).rejects.toThrow();
  expect(report).not.toHaveBeenCalled();
  away = false;
  const full = new DOMException('full', 'QuotaExceededError');
  const pinned = vi.spyOn(keeper, 'pinned').mockRejectedValue(full);
  keys.grown(bob.uid, 3);
  await expect.poll(() => report.mock.calls).toEqual([[full]]);
  pinned.mockRestore();
  await keys.contacts.refresh([bob.uid]);
  expect(keys.contacts.contacts.get().get(bob.uid)?.followed.log.seq).toBe(3);
});

test('a storage that failed once keeps nobody from the keys of others for long', async () => {
  const { httpUrl } = await startTestBackend();
  const bob = await new Browser(httpUrl).register();
  const keeper = new MemoryKeys();
  const alice = new Browser(httpUrl, { keeper });
  await alice.register();
  const { contacts } = await alice.keys();
  vi.spyOn(keeper, 'pinned').mockRejectedValueOnce(new DOMException('closing', 'InvalidStateError'));
  await expect(contacts.refresh([bob.uid])).rejects.toThrow('closing');
  await contacts.refresh([bob.uid]);
  expect(contacts.contacts.get().has(bob.uid)).toBe(true);
});

/** Its waits take a fiftieth of their time. */
const hurried: Clock = {
  now: Date.now,
  setTimeout: (run, ms) => {
    const timer = setTimeout(run, ms / 50);
    return () => clearTimeout(timer);
  },
};

test('a storage that never answers keeps nobody from logging in', async () => {
  const { httpUrl } = await startTestBackend();
  const { username } = await new Browser(httpUrl).register();
  const keeper = new MemoryKeys();
  vi.spyOn(keeper, 'byName').mockReturnValue(new Promise(() => undefined));
  const browser = new Browser(httpUrl, { keeper, clock: hurried });
  await browser.login(username);
  expect(browser.session.state.get().kind).toBe('active');
});

test('a server that never answers a change of keys keeps nobody from logging out, nor a device from being logged out', async () => {
  const { httpUrl } = await startTestBackend();
  const { username } = await new Browser(httpUrl).register();
  const other = new Browser(httpUrl);
  await other.login(username);
  let isSilent = false;
  const http = disturbed(httpUrl, '/web/keylog', (go) => (isSilent ? new Promise(() => undefined) : go()));
  const browser = new Browser(httpUrl, { http, clock: hurried });
  await browser.login(username);
  isSilent = true;
  const device = await other.device();
  const sid = (await browser.session.sessions()).find((session) => session.device.id === device)?.sid ?? '';
  await browser.session.revoke(sid);
  await expect(other.session.sessions()).rejects.toMatchObject({ code: 'E_SESSION_ENDED' });
  await browser.session.logout();
  expect(browser.session.state.get()).toEqual({ kind: 'none' });
});
