import { randomUUID } from 'node:crypto';
import type { HttpTransport, KeyKeeper } from '@parley/client';
import { describe, expect, test } from 'vitest';
import { startTestBackend } from '../../testing/start-test-backend.ts';
import { newKdf, TestKeys } from '../../testing/test-keys.ts';
import { Browser, PASSWORD } from './browser.ts';
import { Liar } from './liar.ts';

const NEXT = 'another horse and battery';

/** A user of a server that may lie to their other browsers about their own keys. */
async function world() {
  const backend = await startTestBackend();
  const first = new Browser(backend.httpUrl);
  const { username, uid } = await first.register();
  const liar = new Liar(backend.httpUrl);
  const lied = (keeper?: KeyKeeper) =>
    new Browser(backend.httpUrl, { http: liar, ...(keeper && { keeper }) });
  const vault = async () => (await backend.stores.keys.vault(uid)) ?? expect.fail('no vault');
  const lostOrStolen = async () => (await first.keys()).lostOrStolen(await first.session.prove(PASSWORD), []);
  return { backend, first, username, uid, liar, lied, vault, lostOrStolen };
}

describe('a new browser that is shown a key log of the server’s own making', () => {
  test('refuses it beside the true vault, and appends nothing to it', async () => {
    const { username, uid, liar, lied } = await world();
    const browser = lied();
    const device = (await (await browser.keys()).deviceFor(username)) ?? expect.fail('no device');
    liar.lies.set(uid, new TestKeys(uid).first(device, newKdf()).keyLog);
    await browser.login(username);
    expect(await browser.state()).toEqual({ kind: 'alarm', problem: 'foreign' });
    expect((await browser.keyLog(uid)).map(({ kind }) => kind)).toEqual(['created', 'deviceAdded']);
  });

  test('refuses it whichever way opens the vault', async () => {
    const { backend, first, username, uid, liar, lied } = await world();
    await first.session.resetPassword(username, await backend.resetLink(username), NEXT);
    liar.lies.set(uid, new TestKeys(uid).first(randomUUID(), newKdf()).keyLog);
    const browser = lied();
    await browser.login(username, NEXT);
    const keys = await browser.keys();
    expect(await keys.unlock({ kind: 'lastPassword', password: PASSWORD })).toBe(false);
    expect(keys.state.get()).toEqual({ kind: 'alarm', problem: 'foreign' });
  });
});

test('a browser whose own key log goes on with an identity of the server’s own refuses it', async () => {
  const { backend, first, username, uid, liar, lied } = await world();
  const forged = new TestKeys(uid);
  const [created, added] = await backend.stores.keys.entries(uid, 0);
  if (created === undefined || added === undefined) throw new Error('no key log');
  const reset = forged.after([created, added]).identityReset();
  liar.lies.set(uid, [created, added, reset]);
  const browser = lied(first.keeper);
  await browser.login(username);
  expect(await browser.state()).toEqual({ kind: 'alarm', problem: 'foreign' });
});

describe('a vault from before "lost or stolen"', () => {
  test('is refused by a browser that has seen the newer one', async () => {
    const { first, username, liar, lied, vault, lostOrStolen } = await world();
    const old = await vault();
    await lostOrStolen();
    liar.vault = old;
    const browser = lied(first.keeper);
    await browser.login(username);
    expect(await browser.state()).toEqual({ kind: 'alarm', problem: 'outdated' });
  });

  test('is refused by a new browser, since the key log names newer keys', async () => {
    const { username, liar, lied, vault, lostOrStolen } = await world();
    const old = await vault();
    await lostOrStolen();
    liar.vault = old;
    const browser = lied();
    await browser.login(username);
    expect(await browser.state()).toEqual({ kind: 'alarm', problem: 'foreign' });
  });
});

describe('an account that was seen with keys', () => {
  test('never counts as keyless again at a login, and makes no second ones', async () => {
    const { first, username, uid, liar, lied } = await world();
    liar.vault = 'none';
    const browser = lied(first.keeper);
    await browser.login(username);
    expect(await browser.state()).toEqual({ kind: 'alarm', problem: 'missing' });
    liar.lies.set(uid, []);
    await browser.login(username);
    expect((await browser.state()).kind).toBe('alarm');
  });

  test('never counts as keyless where only its key log is shown', async () => {
    const { username, liar, lied } = await world();
    liar.vault = 'none';
    const browser = lied();
    await browser.login(username);
    expect(await browser.state()).toEqual({ kind: 'alarm', problem: 'missing' });
  });

  test('nor at a reload of a session without a device', async () => {
    const { backend, first, username, liar } = await world();
    const plain = new Browser(backend.httpUrl, { http: liar, keys: 'none' });
    await plain.login(username);
    liar.vault = 'none';
    const browser = new Browser(backend.httpUrl, { http: liar, keeper: first.keeper });
    await browser.session.restore();
    await expect.poll(() => browser.state()).toEqual({ kind: 'alarm', problem: 'missing' });
  });
});

test('a vault that a server lost comes back with the wrap of its recovery key', async () => {
  const { backend, first, username, liar, vault } = await world();
  const old = await vault();
  await (await first.keys()).recovery.make();
  // The server was restored from a backup: the vault is the one before.
  liar.vault = old;
  const putBack: unknown[] = [];
  const http: HttpTransport = {
    exchange: (request) => {
      if (request.path === '/web/vault' && request.method === 'PUT') {
        putBack.push(request.body);
        liar.vault = undefined;
      }
      return liar.exchange(request);
    },
  };
  const browser = new Browser(backend.httpUrl, { keeper: first.keeper, http });
  await browser.login(username);
  await browser.device();
  expect(putBack[0]).toMatchObject({ wraps: { recovery: { generation: 1 } } });
});
