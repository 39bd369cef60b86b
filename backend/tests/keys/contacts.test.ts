import { randomUUID } from 'node:crypto';
import type { ContactKeys, KeyKeeper } from '@parley/client';
import type { SignedKeyLogEntry, Uuid } from '@parley/protocol';
import { describe, expect, test, vi } from 'vitest';
import { startTestBackend, type TestBackend } from '../../testing/start-test-backend.ts';
import { newKdf, TestKeys } from '../../testing/test-keys.ts';
import { Browser, PASSWORD } from './browser.ts';
import { Liar } from './liar.ts';

/** Alice, who talks to Bob over a server that may lie to her about his key log. */
async function world() {
  const backend = await startTestBackend();
  const liar = new Liar(backend.httpUrl);
  const alice = new Browser(backend.httpUrl, { http: liar });
  const bob = new Browser(backend.httpUrl);
  const [a, b] = [await alice.register(), await bob.register()];
  const { contacts } = await alice.keys();
  return { backend, liar, alice, bob, a, b, contacts };
}

/** What a server could show in place of somebody's key log. */
async function entriesOf({ stores }: TestBackend, uid: Uuid): Promise<readonly SignedKeyLogEntry[]> {
  return stores.keys.entries(uid, 0);
}

const alarmOf = (contacts: ContactKeys, uid: Uuid) => contacts.contacts.get().get(uid)?.alarm;
const trustOf = (contacts: ContactKeys, uid: Uuid) => contacts.contacts.get().get(uid)?.trust;

const identityOf = (contacts: ContactKeys, uid: Uuid) =>
  contacts.contacts.get().get(uid)?.followed.log.identity ?? '';

/** The two compare what their browsers show. */
async function verify(contacts: ContactKeys, uid: Uuid): Promise<void> {
  const number = (await contacts.safetyNumber(uid)) ?? expect.fail('no safety number');
  expect(await contacts.verify(uid, number)).toBe(true);
}

/** The same person in another browser, which has nothing but the vault. */
async function elsewhere(backend: TestBackend, username: string, keeper?: KeyKeeper): Promise<ContactKeys> {
  const browser = new Browser(backend.httpUrl, keeper && { keeper });
  await browser.login(username);
  return (await browser.keys()).contacts;
}

describe('the key log of somebody else', () => {
  test('is known as far as any of several looks at once has seen it', async () => {
    const { backend, liar, b, contacts } = await world();
    await contacts.refresh([b.uid]);
    const gates: (() => void)[] = [];
    liar.holdsUp = () => new Promise((resolve) => gates.push(resolve));
    const looks: Promise<void>[] = [];
    for (let look = 0; look < 2; look++) {
      await new Browser(backend.httpUrl).login(b.username);
      looks.push(contacts.refresh([b.uid]));
      await vi.waitFor(() => expect(gates).toHaveLength(look + 1));
    }
    liar.holdsUp = () => Promise.resolve();
    gates[0]?.();
    await looks[0];
    gates[1]?.();
    await looks[1];
    expect(contacts.contacts.get().get(b.uid)?.followed.log.seq).toBe(4);
  });

  test('is read once, and afterwards only what is new, also after a restart', async () => {
    const { backend, liar, alice, bob, a, b, contacts } = await world();
    await contacts.refresh([b.uid, a.uid]);
    expect(contacts.contacts.get().get(b.uid)?.followed.log).toMatchObject({ uid: b.uid, seq: 2 });
    expect(contacts.contacts.get().has(a.uid)).toBe(false);

    const second = new Browser(backend.httpUrl);
    await second.login(b.username);
    liar.brought = 0;
    await contacts.refresh([b.uid]);
    // The pinned entry comes again, so that a fork shows; and that of the own key log, before the vault learns of it.
    expect(liar.brought).toBe(3);
    expect(contacts.contacts.get().get(b.uid)?.followed.log.devices.size).toBe(2);

    await bob.session.logout();
    const again = await elsewhere(backend, a.username, alice.keeper);
    await again.refresh([b.uid]);
    expect(again.contacts.get().get(b.uid)?.followed.log.seq).toBe(4);
  });

  test('is read on when the server says that it has grown, if it is followed', async () => {
    const { backend, alice, b, contacts } = await world();
    await contacts.refresh([b.uid]);
    await new Browser(backend.httpUrl).login(b.username);
    alice.session.keyLogGrown?.(b.uid, 3);
    await expect.poll(() => contacts.contacts.get().get(b.uid)?.followed.log.seq).toBe(3);
  });

  test('does not exist for an account of before, which is no alarm', async () => {
    const { backend, contacts } = await world();
    const { uid } = await backend.register();
    await contacts.refresh([uid]);
    expect(contacts.contacts.get().has(uid)).toBe(false);
  });
});

describe('a lying server', () => {
  test('that shows a key log without its end raises an alarm, and the longer one counts', async () => {
    const { backend, liar, b, contacts } = await world();
    await contacts.refresh([b.uid]);
    liar.lies.set(b.uid, (await entriesOf(backend, b.uid)).slice(0, 1));
    await contacts.refresh([b.uid]);
    expect(alarmOf(contacts, b.uid)).toBe('shorter');
    expect(contacts.contacts.get().get(b.uid)?.followed.log.seq).toBe(2);
    liar.lies.clear();
    await contacts.refresh([b.uid]);
    expect(alarmOf(contacts, b.uid)).toBeUndefined();
  });

  test('that shows another history raises an alarm until the user accepts it, and holds up no other contact', async () => {
    const { backend, liar, b, contacts } = await world();
    await contacts.refresh([b.uid]);
    await verify(contacts, b.uid);
    const pinned = contacts.contacts.get().get(b.uid)?.followed.log.identity;
    liar.lies.set(b.uid, forgedKeyLog(b.uid));
    const carol = await new Browser(backend.httpUrl).register();
    await contacts.refresh([b.uid, carol.uid]);
    expect(alarmOf(contacts, b.uid)).toBe('forked');
    expect(contacts.contacts.get().get(b.uid)?.followed.log.identity).toBe(pinned);
    expect(contacts.contacts.get().get(carol.uid)?.followed.log.seq).toBe(2);

    const shown = contacts.contacts.get().get(b.uid)?.shown ?? '';
    const number = await contacts.safetyNumber(b.uid, shown);
    expect(await contacts.safetyNumber(b.uid)).not.toEqual(number);
    expect(await contacts.accept(b.uid, pinned ?? '')).toBe(false);
    expect(alarmOf(contacts, b.uid)).toBe('forked');
    expect(await contacts.accept(b.uid, shown)).toBe(true);
    expect(await contacts.safetyNumber(b.uid)).toEqual(number);
    expect(alarmOf(contacts, b.uid)).toBeUndefined();
    expect(contacts.contacts.get().get(b.uid)?.followed.log.identity).not.toBe(pinned);
    expect(trustOf(contacts, b.uid)).toBe('met');
  });

  test('that appends an entry of its own raises an alarm', async () => {
    const { backend, liar, b, contacts } = await world();
    await contacts.refresh([b.uid]);
    const [created, added] = await entriesOf(backend, b.uid);
    if (created === undefined || added === undefined) throw new Error('no key log');
    const third = { entry: added.entry.replace('"seq":2', '"seq":3'), signatures: added.signatures };
    liar.lies.set(b.uid, [created, added, third]);
    await contacts.refresh([b.uid]);
    expect(alarmOf(contacts, b.uid)).toBe('invalid');
    expect(contacts.contacts.get().get(b.uid)?.followed.log.seq).toBe(2);
  });

  test('that hides all keys of somebody whom another browser has met raises an alarm', async () => {
    const { backend, liar, a, b, contacts } = await world();
    await contacts.refresh([b.uid]);
    liar.lies.set(b.uid, []);
    const second = new Browser(backend.httpUrl, { http: liar });
    await second.login(a.username);
    const { contacts: others } = await second.keys();
    await others.refresh([b.uid]);
    expect(alarmOf(others, b.uid)).toBe('shorter');
  });
});

describe('a safety number', () => {
  test('is the same on both sides, and comparing it verifies in every browser of the user', async () => {
    const { backend, a, b, bob, contacts } = await world();
    const { contacts: bobs } = await bob.keys();
    expect(await contacts.safetyNumber(b.uid)).toBeUndefined();
    await contacts.refresh([b.uid]);
    await bobs.refresh([a.uid]);
    const number = await contacts.safetyNumber(b.uid);
    expect(number?.groups).toHaveLength(12);
    expect(number).toEqual(await bobs.safetyNumber(a.uid));
    expect(trustOf(contacts, b.uid)).toBe('met');

    const code = number?.code ?? new Uint8Array();
    expect(
      await contacts.scan(
        b.uid,
        code.map((byte, i) => (i === 5 ? byte ^ 1 : byte)),
      ),
    ).toBe(false);
    expect(trustOf(contacts, b.uid)).toBe('met');
    expect(await contacts.scan(b.uid, code)).toBe(true);
    expect(trustOf(contacts, b.uid)).toBe('verified');

    const others = await elsewhere(backend, a.username);
    await others.refresh([b.uid]);
    expect(trustOf(others, b.uid)).toBe('verified');
  });

  test('changes with the identity: one that the old identity vouches for stays verified', async () => {
    const { b, bob, contacts } = await world();
    await contacts.refresh([b.uid]);
    await verify(contacts, b.uid);
    const before = (await contacts.safetyNumber(b.uid))?.groups;
    await (await bob.keys()).lostOrStolen(await bob.session.prove(PASSWORD), []);
    await contacts.refresh([b.uid]);
    expect(trustOf(contacts, b.uid)).toBe('verified');
    expect((await contacts.safetyNumber(b.uid))?.groups).not.toEqual(before);
    expect(
      contacts.contacts
        .get()
        .get(b.uid)
        ?.followed.identities.map(({ by }) => by),
    ).toEqual(['created', 'identityChanged']);
  });

  test('of an identity that was reset is believed again only when the user accepts it', async () => {
    const { backend, a, b, bob, contacts } = await world();
    const carol = new Browser(backend.httpUrl);
    await carol.register();
    const { contacts: carols } = await carol.keys();
    for (const one of [contacts, carols]) await one.refresh([b.uid]);
    await verify(contacts, b.uid);
    await resetIdentityOf(backend, bob, b.username);
    for (const one of [contacts, carols]) await one.refresh([b.uid]);
    expect(trustOf(contacts, b.uid)).toBe('reset');
    const reset = contacts.contacts.get().get(b.uid);
    expect(reset?.unacceptedFrom).toBe(reset?.followed.identities.at(-1)?.seq);
    // Who had not compared has nothing to lose.
    expect(trustOf(carols, b.uid)).toBe('met');
    const others = await elsewhere(backend, a.username);
    await others.refresh([b.uid]);
    expect(trustOf(others, b.uid)).toBe('reset');

    expect(await contacts.accept(b.uid, identityOf(contacts, b.uid))).toBe(true);
    expect(trustOf(contacts, b.uid)).toBe('met');
    expect(contacts.contacts.get().get(b.uid)).not.toHaveProperty('unacceptedFrom');
  });
});

async function resetIdentityOf(backend: TestBackend, browser: Browser, username: string): Promise<void> {
  const next = 'another horse and battery';
  await browser.session.resetPassword(username, await backend.resetLink(username), next);
  const fresh = new Browser(backend.httpUrl);
  await fresh.login(username, next);
  await fresh.session.resetIdentity(next);
}

/** A key log that a server makes up under somebody's uid, with keys of its own. */
function forgedKeyLog(uid: Uuid): readonly SignedKeyLogEntry[] {
  return new TestKeys(uid).first(randomUUID(), newKdf()).keyLog;
}
