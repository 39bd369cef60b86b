import type { KeysState } from '@parley/client';
import { MemoryKeys } from '@parley/client/node';
import type { KeyLogEntry } from '@parley/protocol';
import { describe, expect, test } from 'vitest';
import { Restorable } from '../../testing/restorable.ts';
import { startTestBackend } from '../../testing/start-test-backend.ts';
import { TestKeys } from '../../testing/test-keys.ts';
import { Browser, PASSWORD } from './browser.ts';

const NEXT = 'another horse and battery';
const kinds = (entries: readonly KeyLogEntry[]) => entries.map(({ kind }) => kind);

function shownIn(state: KeysState): string {
  return (state.kind === 'alarm' ? state.shown : undefined) ?? expect.fail('nothing is shown');
}

/** Somebody at their laptop; later also at their phone, which saw more than the server has after it came back from a backup. */
async function world() {
  const server = await Restorable.start();
  const at = (keeper: MemoryKeys, keys?: 'none') =>
    new Browser(server.backend.httpUrl, { keeper, ...(keys && { keys }) });
  const [laptop, phone] = [new MemoryKeys(), new MemoryKeys()];
  return { server, at, laptop, phone };
}

describe('a server that came back from a backup', () => {
  test('of before the account had keys gets all of them back at the next login', async () => {
    const { server, at, laptop } = await world();
    const { username, uid } = await at(new MemoryKeys(), 'none').register();
    await server.backUp();
    await at(laptop).login(username);
    const entries = await server.backend.stores.keys.entries(uid, 0);
    const vault = await server.backend.stores.keys.vault(uid);
    await server.restore();
    const again = at(laptop);
    await again.login(username);
    await again.device();
    expect(await server.backend.stores.keys.entries(uid, 0)).toEqual(entries);
    expect(await server.backend.stores.keys.vault(uid)).toEqual(vault);
  });

  test('of before "lost or stolen" gets the new identity back', async () => {
    const { server, at, laptop } = await world();
    const before = at(laptop);
    const { username, uid } = await before.register();
    await server.backUp();
    const browser = at(laptop);
    await browser.login(username);
    await (await browser.keys()).lostOrStolen(await browser.session.prove(PASSWORD), []);
    const entries = await server.backend.stores.keys.entries(uid, 0);
    await server.restore();
    const again = at(laptop);
    await again.login(username);
    await again.device();
    expect(await server.backend.stores.keys.entries(uid, 0)).toEqual(entries);
  });
});

/** The phone has seen a device that the restored server lost, and in its place the server has another one. */
async function forked() {
  const { server, at, laptop, phone } = await world();
  const { username, uid } = await at(laptop).register();
  await server.backUp();
  await at(phone).login(username);
  await server.restore();
  await at(new MemoryKeys()).login(username);
  return { server, at, laptop, phone, username, uid };
}

describe('a device that finds itself in another branch', () => {
  test('says so, and adds itself anew where the user accepts the branch shown', async () => {
    const { at, phone, username, uid } = await forked();
    const browser = at(phone);
    await browser.login(username);
    const state = await browser.state();
    expect(state).toMatchObject({ kind: 'alarm', problem: 'forked' });
    expect(await browser.keyLog(uid)).toHaveLength(3);

    const keys = await browser.keys();
    expect(await keys.accept('another identity')).toBe(false);
    expect(await keys.accept(shownIn(state))).toBe(true);
    const device = await browser.device();
    expect((await browser.keyLog(uid)).at(-1)).toMatchObject({ kind: 'deviceAdded', device });
    // From now on it is the one that counts.
    const again = at(phone);
    await again.login(username);
    expect(await again.device()).toBe(device);
  });

  test('is locked there where its password does not open the vault, and takes along what it had when another way does', async () => {
    const { server, at, laptop, phone, username, uid } = await forked();
    const owner = at(laptop);
    await owner.login(username);
    await (await owner.keys()).lostOrStolen(await owner.session.prove(PASSWORD), []);
    await owner.session.resetPassword(username, await server.backend.resetLink(username), NEXT);

    const browser = at(phone);
    await browser.login(username, NEXT);
    const keys = await browser.keys();
    const state = await browser.state();
    await keys.accept(shownIn(state));
    expect(await browser.state()).toEqual({ kind: 'locked', because: 'otherPassword' });
    expect(await keys.staysAtLogout(uid)).toBe(true);
    expect(await keys.unlock({ kind: 'lastPassword', password: PASSWORD })).toBe(true);
    await browser.device();
  });

  test('is locked there after a reload, and a log-out leaves it what it had', async () => {
    const { server, at, laptop, phone, username, uid } = await forked();
    const owner = at(laptop);
    await owner.login(username);
    await (await owner.keys()).lostOrStolen(await owner.session.prove(PASSWORD), []);
    const before = at(phone);
    await before.login(username);

    const browser = new Browser(server.backend.httpUrl, { keeper: phone, http: before.http });
    await browser.session.restore();
    await expect.poll(async () => (await browser.state()).kind).toBe('alarm');
    await (await browser.keys()).accept(shownIn(await browser.state()));
    expect(await browser.state()).toEqual({ kind: 'locked', because: 'nothingHere' });
    const kept = (await phone.of(uid))?.account ?? expect.fail('nothing is kept');
    await browser.session.logout();
    expect((await phone.of(uid))?.account).toEqual(kept);

    const again = at(phone);
    await again.login(username);
    expect(await (await again.keys()).accept(shownIn(await again.state()))).toBe(true);
    await again.device();
  });
});

test('keys that the vault does not hold are replaced by an identity reset, which takes along what this device has', async () => {
  const backend = await startTestBackend();
  const first = new Browser(backend.httpUrl);
  const { username, uid } = await first.register();
  await (await first.keys()).recovery.make();
  const { entry, signatures } = new TestKeys(uid)
    .after(await backend.stores.keys.entries(uid, 0))
    .identityReset();
  const ends = { kind: 'none' } as const;
  await backend.stores.keys.append({ uid, seq: 3, entry: { entry, signatures }, keepsFormer: false, ends });

  const browser = new Browser(backend.httpUrl, { keeper: first.keeper });
  await browser.login(username);
  expect(await browser.state()).toEqual({ kind: 'alarm', problem: 'foreign' });
  await browser.session.resetIdentity(PASSWORD);
  await browser.login(username);
  await browser.device();
  expect(kinds(await browser.keyLog(uid)).slice(-2)).toEqual(['identityReset', 'deviceAdded']);
  const keys = await browser.keys();
  expect(Object.keys(keys.account.get()?.seeds ?? {})).toHaveLength(2);
  expect(keys.recovery.state()).toEqual({ kind: 'none' });
});
