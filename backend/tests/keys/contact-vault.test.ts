import { randomUUID } from 'node:crypto';
import type { HttpTransport } from '@parley/client';
import { describe, expect, test, vi } from 'vitest';
import { startTestBackend } from '../../testing/start-test-backend.ts';
import { newKdf, TestKeys } from '../../testing/test-keys.ts';
import { Browser, PASSWORD } from './browser.ts';
import { Liar } from './liar.ts';

/** Alice has met Bob in her first browser, and the vault says so. */
async function world() {
  const backend = await startTestBackend();
  const [alice, bob] = [new Browser(backend.httpUrl), new Browser(backend.httpUrl)];
  const [a, b] = [await alice.register(), await bob.register()];
  const { contacts } = await alice.keys();
  await contacts.refresh([b.uid]);
  const liar = new Liar(backend.httpUrl);
  const version = async () => (await backend.stores.keys.vault(a.uid))?.version;
  const second = async (http: HttpTransport = liar) => {
    const browser = new Browser(backend.httpUrl, { http });
    await browser.login(a.username);
    return { browser, contacts: (await browser.keys()).contacts };
  };
  return { backend, alice, bob, a, b, contacts, liar, version, second };
}

describe('what the vault knows of somebody', () => {
  test('holds a server in every browser of the user to their identity, as long as the key log may be', async () => {
    const { a, b, liar, version, second } = await world();
    const forged = new TestKeys(b.uid);
    const longer = [...forged.first(randomUUID(), newKdf()).keyLog, forged.deviceAdded()];
    const before = await version();
    for (const keyLog of [longer.slice(0, 2), longer]) {
      liar.lies.set(b.uid, keyLog);
      const { browser, contacts } = await second();
      await contacts.refresh([b.uid]);
      expect(contacts.contacts.get().get(b.uid)).toMatchObject({ alarm: 'forked' });
      // Nothing of it counts, here or for other browsers.
      expect(await contacts.safetyNumber(b.uid)).toBeUndefined();
      expect(await browser.keeper.pinned(a.uid)).toEqual([]);
      expect(await version()).toBe(before);
    }
  });

  test('is not pinned where it is shorter, and grows with the key log', async () => {
    const { backend, a, b, contacts, liar, version, second } = await world();
    const before = (await version()) ?? 0;
    const short = await backend.stores.keys.entries(b.uid, 0);
    await new Browser(backend.httpUrl).login(b.username);
    await contacts.refresh([b.uid]);
    expect(await version()).toBe(before + 1);
    liar.lies.set(b.uid, short);
    const { browser, contacts: others } = await second();
    await others.refresh([b.uid]);
    expect(others.contacts.get().get(b.uid)).toMatchObject({ alarm: 'shorter' });
    expect(await browser.keeper.pinned(a.uid)).toEqual([]);
  });
});

test('a safety number that has changed since it was shown verifies nobody', async () => {
  const { b, bob, contacts } = await world();
  const shown = (await contacts.safetyNumber(b.uid)) ?? expect.fail('no safety number');
  const identity = contacts.contacts.get().get(b.uid)?.followed.log.identity ?? '';
  await (await bob.keys()).lostOrStolen(await bob.session.prove(PASSWORD), []);
  await contacts.refresh([b.uid]);
  expect(await contacts.verify(b.uid, shown)).toBe(false);
  expect(await contacts.scan(b.uid, shown.code)).toBe(false);
  expect(await contacts.accept(b.uid, identity)).toBe(false);
  expect(contacts.contacts.get().get(b.uid)?.trust).toBe('met');
});

test('a look into key logs that a log-out overtakes changes nothing of whoever logs in next', async () => {
  const { backend, b, second } = await world();
  const liar = new Liar(backend.httpUrl);
  let answer: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (answer = resolve));
  const asked = vi.fn();
  const http: HttpTransport = {
    exchange: async (request) => {
      const found = await liar.exchange(request);
      if (request.path !== '/web/keylogs' || !JSON.stringify(request.body).includes(b.uid)) return found;
      asked();
      await held;
      return found;
    },
  };
  const { browser, contacts } = await second(http);
  const looking = contacts.refresh([b.uid]);
  await expect.poll(() => asked).toHaveBeenCalled();
  await browser.session.logout();
  const carol = await browser.register();
  answer();
  await looking;
  expect(contacts.contacts.get().size).toBe(0);
  expect(await browser.keeper.pinned(carol.uid)).toEqual([]);
  expect((await backend.stores.keys.vault(carol.uid))?.version).toBe(1);
});
