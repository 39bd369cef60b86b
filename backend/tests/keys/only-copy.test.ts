import type { HttpTransport } from '@parley/client';
import { describe, expect, test } from 'vitest';
import { startTestBackend } from '../../testing/start-test-backend.ts';
import { Browser, PASSWORD } from './browser.ts';
import { Liar } from './liar.ts';

/** A browser whose server can lose "lost or stolen", as after a restored backup, until it gets the entry back. */
async function world() {
  const backend = await startTestBackend();
  const first = new Browser(backend.httpUrl);
  const { username, uid } = await first.register();
  const liar = new Liar(backend.httpUrl);
  const http: HttpTransport = {
    exchange: async (request) => {
      const answer = await liar.exchange(request);
      if (request.path === '/web/keylog' && answer.status < 300 && 'vault' in Object(request.body))
        liar.lies.clear();
      return answer;
    },
  };
  const page = () => new Browser(backend.httpUrl, { keeper: first.keeper, http });
  const browser = page();
  await browser.login(username);
  await (await browser.keys()).lostOrStolen(await browser.session.prove(PASSWORD), []);
  const entries = await backend.stores.keys.entries(uid, 0);
  const lose = () => liar.lies.set(uid, entries.slice(0, -1));
  return { browser, page, lose, username, kept: () => first.keeper.of(uid) };
}

/** The page after a reload, which has no password to put anything back. */
async function alarmed() {
  const all = await world();
  all.lose();
  const browser = all.page();
  await browser.session.restore();
  await expect.poll(() => browser.state()).toMatchObject({ kind: 'alarm', problem: 'shorter' });
  return { ...all, browser };
}

describe('keys that the server has lost', () => {
  test('stay in the browser at a log-out, and go back at the next login', async () => {
    const { browser, page, username, kept } = await alarmed();
    const before = await kept();
    await browser.session.logout();
    expect(browser.session.state.get()).toEqual({ kind: 'none' });
    expect(await kept()).toEqual(before);
    const again = page();
    await again.login(username);
    expect(await again.device()).toBe(before?.device);
  });

  test('stay there, too, where the log-out is what finds out', async () => {
    const { browser, page, lose, username, kept } = await world();
    const before = await kept();
    lose();
    await browser.session.logout();
    expect(await kept()).toEqual(before);
    const again = page();
    await again.login(username);
    await again.device();
    await again.session.logout();
    expect(await kept()).toBeUndefined();
  });

  test('go back by the password without a log-out, and by no wrong one', async () => {
    const { browser } = await alarmed();
    const keys = await browser.keys();
    const wrong = await browser.session.prove('a wrong password');
    await expect(keys.putBack(wrong)).rejects.toMatchObject({ code: 'E_LOGIN_FAILED' });
    expect((await browser.state()).kind).toBe('alarm');
    expect(await keys.putBack(await browser.session.prove(PASSWORD))).toBe(true);
    await browser.device();
  });
});
