import type { AccountKeys, UnlockWay } from '@parley/client';
import { TIMING, type Uuid } from '@parley/protocol';
import { describe, expect, test } from 'vitest';
import { startTestBackend, type TestBackend } from '../../testing/start-test-backend.ts';
import { Browser, PASSWORD } from './browser.ts';

const NEXT = 'another horse and battery';
const kinds = (entries: readonly { readonly kind: string }[]) => entries.map(({ kind }) => kind);

interface Owner {
  readonly backend: TestBackend;
  readonly first: Browser;
  readonly keys: AccountKeys;
  readonly username: string;
  readonly uid: Uuid;
}

async function registered(): Promise<Owner> {
  const backend = await startTestBackend();
  const first = new Browser(backend.httpUrl);
  return { backend, first, ...(await first.register()), keys: await first.keys() };
}

/** A new browser after the administrator set a new password by a link. */
async function locked({ backend, first, username }: Owner): Promise<Browser> {
  await first.session.resetPassword(username, await backend.resetLink(username), NEXT);
  const browser = new Browser(backend.httpUrl);
  await browser.login(username, NEXT);
  expect(await browser.state()).toEqual({ kind: 'locked', because: 'otherPassword' });
  return browser;
}

async function unlock(browser: Browser, way: UnlockWay): Promise<boolean> {
  return (await browser.keys()).unlock(way);
}

/** Whether a login in a browser that has nothing opens the account by the password alone. */
async function opensByPassword({ backend, username }: Owner, password: string): Promise<boolean> {
  const browser = new Browser(backend.httpUrl);
  await browser.login(username, password);
  return (await browser.state()).kind === 'open';
}

describe('after a reset by the administrator', () => {
  test('the last password opens the account, and from then on the new one does', async () => {
    const owner = await registered();
    const browser = await locked(owner);
    const last = (password: string) => unlock(browser, { kind: 'lastPassword', password });
    expect(await last('not the last password')).toBe(false);
    expect(await opensByPassword(owner, NEXT)).toBe(false);
    expect(await last(PASSWORD)).toBe(true);
    await browser.device();
    expect(await opensByPassword(owner, NEXT)).toBe(true);
  });

  test('the new password opens the account from then on after a reload, too, if it is typed and right', async () => {
    const owner = await registered();
    const { recovery } = owner.keys;
    const { code } = await recovery.offerCode();
    const before = await locked(owner);
    const browser = new Browser(owner.backend.httpUrl, { keeper: before.keeper, http: before.http });
    await browser.session.restore();
    await expect.poll(async () => (await browser.state()).kind).toBe('locked');
    const keys = await browser.keys();
    expect([(await before.keys()).hasPassword, keys.hasPassword]).toEqual([true, false]);
    const way = { kind: 'code', written: code } as const;
    await expect(keys.unlock(way, await browser.session.prove('wrong'))).rejects.toMatchObject({
      code: 'E_LOGIN_FAILED',
    });
    expect(await keys.unlock(way, await browser.session.prove(NEXT))).toBe(true);
    expect(await opensByPassword(owner, NEXT)).toBe(true);
  });

  test('the recovery key does, however it is typed, and no other', async () => {
    const owner = await registered();
    const { written: replaced } = await owner.keys.recovery.make();
    const { written: newest } = await owner.keys.recovery.make();
    const browser = await locked(owner);
    const by = (key: string) => unlock(browser, { kind: 'recoveryKey', written: key });
    expect(await by(`${newest.slice(0, -1)}${newest.endsWith('0') ? '1' : '0'}`)).toBe(false);
    expect(await by(replaced)).toBe(false);
    expect(await by(newest.toLowerCase().replaceAll('-', ' '))).toBe(true);
    await browser.device();
  });

  test('a code from another browser does, once, and for ten minutes', async () => {
    const owner = await registered();
    const browsers = [await locked(owner), new Browser(owner.backend.httpUrl)] as const;
    await browsers[1].login(owner.username, NEXT);
    // The browser that has the keys logs in again, since the reset ended its session.
    const old = new Browser(owner.backend.httpUrl, { keeper: owner.first.keeper });
    await old.login(owner.username, NEXT);
    const { recovery } = await old.keys();

    const { code, expiresAt } = await recovery.offerCode();
    expect(expiresAt).toBe(owner.backend.clock.read() + TIMING.pairing);
    const [by, late] = browsers.map(
      (browser) => (written: string) => unlock(browser, { kind: 'code', written }),
    );
    // A slip of the pen uses nothing up.
    expect(await by?.(`${code.slice(0, -1)}${code.endsWith('0') ? '1' : '0'}`)).toBe(false);
    expect(await by?.(code)).toBe(true);
    await browsers[0].device();
    await expect(late?.(code)).rejects.toMatchObject({ code: 'E_NOT_FOUND' });
    const second = await recovery.offerCode();
    owner.backend.clock.advance(TIMING.pairing);
    await expect(late?.(second.code)).rejects.toMatchObject({ code: 'E_NOT_FOUND' });
  });

  test('who has none of these begins with a new identity, and takes the old keys along when one turns up', async () => {
    const owner = await registered();
    const { written } = await owner.keys.recovery.make();
    const browser = await locked(owner);
    await browser.session.resetIdentity(NEXT);
    expect(browser.session.state.get()).toEqual({ kind: 'none' });
    await browser.login(owner.username, NEXT);
    await browser.device();
    expect(kinds(await browser.keyLog(owner.uid)).slice(-2)).toEqual(['identityReset', 'deviceAdded']);

    const keys = await browser.keys();
    const seeds = async () => (await owner.backend.stores.keys.vault(owner.uid))?.version;
    const before = await seeds();
    expect(await keys.recoverFormer({ kind: 'lastPassword', password: 'neither' })).toBe(false);
    expect(await seeds()).toBe(before);
    expect(await keys.recoverFormer({ kind: 'recoveryKey', written })).toBe(true);
    expect(await seeds()).toBe((before ?? 0) + 1);
    expect(await keys.recoverFormer({ kind: 'lastPassword', password: PASSWORD })).toBe(true);
    // The master key is not sealed to the former one, so it would be none.
    expect(keys.recovery.state()).toEqual({ kind: 'none' });
  });

  test('nothing is reset where the last password was found meanwhile in another browser', async () => {
    const owner = await registered();
    const [finds, resets] = [await locked(owner), new Browser(owner.backend.httpUrl)];
    await resets.login(owner.username, NEXT);
    expect(await unlock(finds, { kind: 'lastPassword', password: PASSWORD })).toBe(true);
    await resets.session.resetIdentity(NEXT);
    await resets.login(owner.username, NEXT);
    await resets.device();
    expect(kinds(await finds.keyLog(owner.uid))).not.toContain('identityReset');
  });

  test('of two browsers that begin with a new identity at once one does, and both come in with it', async () => {
    const owner = await registered();
    const browsers = [await locked(owner), new Browser(owner.backend.httpUrl)] as const;
    await browsers[1].login(owner.username, NEXT);
    // A new identity ends the sessions of all other devices.
    await Promise.allSettled(browsers.map((browser) => browser.session.resetIdentity(NEXT)));
    for (const browser of browsers) {
      await browser.login(owner.username, NEXT);
      await browser.device();
    }
    const resets = kinds(await browsers[0].keyLog(owner.uid)).filter((kind) => kind === 'identityReset');
    expect(resets).toHaveLength(1);
  });

  test('a wrong password resets nothing', async () => {
    const owner = await registered();
    const browser = await locked(owner);
    await expect(browser.session.resetIdentity('a wrong password')).rejects.toMatchObject({
      code: 'E_LOGIN_FAILED',
    });
    expect(kinds(await browser.keyLog(owner.uid))).toEqual(['created', 'deviceAdded']);
  });
});

describe('a recovery key', () => {
  test('is drilled by two of its groups, which is remembered in every browser', async () => {
    const { backend, username, keys } = await registered();
    expect(keys.recovery.state()).toEqual({ kind: 'none' });
    const { written } = await keys.recovery.make();
    expect(written).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){8}[0-9A-HJKMNP-TV-Z]{4}$/);
    const groups = written.split('-');
    expect(keys.recovery.state()).toEqual({ kind: 'made' });
    const typed = (third: string) =>
      keys.recovery.drill(
        written,
        new Map([
          [2, third],
          [7, groups[7] ?? ''],
        ]),
      );
    expect(await typed(groups[3] ?? '')).toBe(false);
    expect(keys.recovery.state()).toEqual({ kind: 'made' });
    expect(await typed(` ${groups[2]?.toLowerCase()}`)).toBe(true);
    const second = new Browser(backend.httpUrl);
    await second.login(username);
    expect((await second.keys()).recovery.state()).toMatchObject({ kind: 'drilled' });
  });

  test('opens nothing after "lost or stolen", since the thief may have made it, until there is a new one', async () => {
    const owner = await registered();
    const thief = new Browser(owner.backend.httpUrl);
    await thief.login(owner.username);
    const { written: theirs } = await (await thief.keys()).recovery.make();
    // As a browser that was started after that, which has it in its vault.
    const again = new Browser(owner.backend.httpUrl, { keeper: owner.first.keeper });
    await again.login(owner.username);
    const keys = await again.keys();
    expect(keys.recovery.state()).toEqual({ kind: 'made' });
    await keys.lostOrStolen(await again.session.prove(PASSWORD), []);
    expect(keys.recovery.state()).toEqual({ kind: 'none' });
    const { written } = await keys.recovery.make();
    const browser = await locked(owner);
    expect(await unlock(browser, { kind: 'recoveryKey', written: theirs })).toBe(false);
    expect(await unlock(browser, { kind: 'recoveryKey', written })).toBe(true);
  });
});

describe('"lost or stolen"', () => {
  test('revokes all devices but this one and those that are kept, and makes a new identity', async () => {
    const { backend, first, keys, username, uid } = await registered();
    const [kept, stolen] = [new Browser(backend.httpUrl), new Browser(backend.httpUrl)];
    for (const browser of [kept, stolen]) await browser.login(username);
    const gone = await stolen.device();
    await keys.lostOrStolen(await first.session.prove(PASSWORD), [await kept.device()]);

    expect((await first.keyLog(uid)).at(-1)).toMatchObject({ kind: 'identityChanged', revoked: [gone] });
    expect((await keys.devices()).map(({ id }) => id)).toEqual([await first.device(), await kept.device()]);
    expect(await first.session.sessions()).toHaveLength(1);
    // The kept one opens the new vault by the password, as the same device.
    const again = new Browser(backend.httpUrl, { keeper: kept.keeper });
    const device = await kept.device();
    await again.login(username);
    expect(await again.device()).toBe(device);
  });

  test('leaves the thief without the new master key, whatever their browser has kept', async () => {
    const { backend, first, keys, username, uid } = await registered();
    const stolen = new Browser(backend.httpUrl);
    await stolen.login(username);
    const thief = await stolen.keeper.of(uid);
    await keys.lostOrStolen(await first.session.prove(PASSWORD), []);
    const vault = await backend.stores.keys.vault(uid);
    expect(vault?.generation).toBe(2);
    expect(thief?.account?.stored.generation).toBe(1);
    await expect(stolen.session.sessions()).rejects.toMatchObject({ code: 'E_SESSION_ENDED' });
  });

  test('needs the password', async () => {
    const { first, keys, uid } = await registered();
    const wrong = await first.session.prove('a wrong password');
    await expect(keys.lostOrStolen(wrong, [])).rejects.toMatchObject({ code: 'E_LOGIN_FAILED' });
    expect(kinds(await first.keyLog(uid))).toEqual(['created', 'deviceAdded']);
  });
});

test('the devices of an account are listed with the names and times of their sessions', async () => {
  const { backend, first, keys, username } = await registered();
  const second = new Browser(backend.httpUrl);
  await second.login(username);
  const [own, other] = [await first.device(), await second.device()];
  expect(await keys.devices()).toMatchObject([
    { id: own, current: true, name: 'Test' },
    { id: other, current: false, name: 'Test' },
  ]);
  await second.session.logout('kept');
  const [, away] = await keys.devices();
  expect(away).toMatchObject({ id: other, current: false });
  expect(away).not.toHaveProperty('name');
});
