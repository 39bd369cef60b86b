import { randomBytes } from 'node:crypto';
import type { VaultWraps } from '@parley/protocol';
import { expect, test } from 'vitest';
import { startTestBackend } from '../../testing/start-test-backend.ts';
import { Browser } from './browser.ts';
import { spoilVault } from './spoil-vault.ts';

/** Somebody with a recovery key, of whose devices one was stolen. */
async function world() {
  const backend = await startTestBackend();
  const first = new Browser(backend.httpUrl);
  const { username, uid } = await first.register();
  const { written } = await (await first.keys()).recovery.make();
  const thief = new Browser(backend.httpUrl);
  await thief.login(username);
  const start = async () => {
    const browser = new Browser(backend.httpUrl, { keeper: first.keeper, http: first.http });
    await browser.session.restore();
    return browser;
  };
  return { backend, first, username, written, thief, start, vault: () => backend.stores.keys.vault(uid) };
}

test('a vault that was spoilt is put back by a browser that has kept it, which says so once', async () => {
  const { backend, username, thief, start } = await world();
  await spoilVault(thief);

  const again = await start();
  await expect.poll(() => again.state()).toMatchObject({ kind: 'open', isPutBack: true });
  const next = new Browser(backend.httpUrl);
  await next.login(username);
  expect(await next.state()).toEqual({ kind: 'open', device: await next.device() });
  const later = await start();
  await expect.poll(() => later.state()).toEqual({ kind: 'open', device: await again.device() });
});

test('a vault that was spoilt while a page is open is put back by the next change there, which goes through', async () => {
  const { backend, first, username, thief } = await world();
  await spoilVault(thief);

  await (await first.keys()).recovery.make();
  expect(await first.state()).toMatchObject({ kind: 'open', isPutBack: true });
  const next = new Browser(backend.httpUrl);
  await next.login(username);
  expect(await next.state()).toEqual({ kind: 'open', device: await next.device() });
  expect((await next.keys()).recovery.state()).toEqual({ kind: 'made' });
});

test('its wraps come back with it, while the password is the same', async () => {
  const { backend, username, written, thief, start, vault } = await world();
  const before = (await vault()) ?? expect.fail('no vault');
  const { password, recovery } = before.wraps;
  if (recovery === undefined) expect.fail('no recovery key');
  const spoilt: VaultWraps = {
    password: { ...password, wrap: randomBytes(60).toString('base64') },
    recovery: { ...recovery, ciphertext: randomBytes(48).toString('base64') },
  };
  await spoilVault(thief, spoilt);

  const again = await start();
  await expect.poll(() => again.state()).toMatchObject({ isPutBack: true });
  expect((await vault())?.wraps).toEqual(before.wraps);

  await again.session.resetPassword(username, await backend.resetLink(username), 'a second battery horse');
  const next = new Browser(backend.httpUrl);
  await next.login(username, 'a second battery horse');
  expect(await (await next.keys()).unlock({ kind: 'recoveryKey', written })).toBe(true);
});
