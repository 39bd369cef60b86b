import { generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import type { HttpTransport } from '@parley/client';
import { machineKeyMessage, VaultChange, type StoredVault, type Uuid } from '@parley/protocol';
import { expect, test } from 'vitest';
import { startTestBackend } from '../../testing/start-test-backend.ts';
import { Browser, wayTo } from './browser.ts';

const key = (byte: number) => Buffer.alloc(32, byte).toString('base64');
const shown = (account: number, simple = 9) => ({ accountKey: key(account), simpleKey: key(simple) });

/** A server that has gone on from an old vault, without a word. */
class OldVault implements HttpTransport {
  vault: StoredVault;
  readonly #way: HttpTransport;

  constructor(httpUrl: string, vault: StoredVault) {
    this.vault = vault;
    this.#way = wayTo(httpUrl);
  }

  async exchange(request: Parameters<HttpTransport['exchange']>[0]): ReturnType<HttpTransport['exchange']> {
    if (request.path !== '/web/vault') return this.#way.exchange(request);
    if (request.method === 'GET') return { status: 200, body: { vault: this.vault } };
    const { version, box } = VaultChange.parse(request.body);
    this.vault = { ...this.vault, version, box };
    return { status: 200, body: {} };
  }
}

/** Alice in her first browser, and the vault as it was then. */
async function world() {
  const backend = await startTestBackend();
  const [alice, bob] = [new Browser(backend.httpUrl), new Browser(backend.httpUrl)];
  const [a, b] = [await alice.register(), await bob.register()];
  const before = (await backend.stores.keys.vault(a.uid)) ?? expect.unreachable();
  const again = async (browser: Browser) => {
    await browser.login(a.username);
    return browser.keys();
  };
  return {
    b,
    keys: await alice.keys(),
    second: () => again(new Browser(backend.httpUrl)),
    /** A new browser that is shown the old vault, and the first one started anew, which is shown what became of that. */
    forked: async (meanwhile: (keys: Keys) => Promise<unknown>) => {
      const http = new OldVault(backend.httpUrl, before);
      await meanwhile(await again(new Browser(backend.httpUrl, { http })));
      const way = new OldVault(backend.httpUrl, http.vault);
      return again(new Browser(backend.httpUrl, { http: way, keeper: alice.keeper }));
    },
  };
}

/** An account key, and what a machine with it shows of a simple key that it has signed. */
function signingKey() {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const bytes = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url');
  const accountKey = bytes.toString('base64');
  const signed = (simple: number) => {
    const message = machineKeyMessage({ accountKey: bytes, simpleKey: Buffer.alloc(32, simple) });
    const simpleKeySignature = sign(null, message, privateKey).toString('base64');
    return { accountKey, simpleKey: key(simple), simpleKeySignature };
  };
  return { accountKey, signed };
}

type Keys = Awaited<ReturnType<Browser['keys']>>;

const contact = (keys: Keys, uid: Uuid) => keys.account.get()?.contacts[uid];

test('each of the two keys of a machine is noted, and another one is told', async () => {
  const { keys, second } = await world();
  const machine = randomUUID();
  expect(await keys.meetMachine(machine, shown(1))).toEqual({ keys: [key(1)], isChanged: false });
  expect(await keys.meetMachine(machine, shown(1))).toMatchObject({ isChanged: false });
  expect(await keys.meetMachine(machine, shown(1, 8))).toEqual({ keys: [key(1)], isChanged: true });
  expect(await keys.meetMachine(machine, shown(2, 8))).toEqual({ keys: [key(1), key(2)], isChanged: true });
  expect(contact(await second(), machine)).toEqual({
    kind: 'machine',
    keys: [key(1), key(2)],
    simpleKeys: [key(9), key(8)],
  });
});

test('two browsers that are shown other keys at once keep both, and the later one tells', async () => {
  const { keys, second } = await world();
  const other = await second();
  const machine = randomUUID();
  expect(await keys.meetMachine(machine, shown(1))).toMatchObject({ isChanged: false });
  expect(await other.meetMachine(machine, shown(2, 8))).toEqual({ keys: [key(1), key(2)], isChanged: true });
  expect(contact(other, machine)).toMatchObject({ simpleKeys: [key(9), key(8)] });
});

test('an account key that signs what is sealed to takes no other key without, on any device', async () => {
  const { keys, second } = await world();
  const machine = randomUUID();
  const { accountKey, signed } = signingKey();
  const [first, next] = [signed(9), signed(8)];
  expect(await keys.meetMachine(machine, first)).toEqual({ keys: [accountKey], isChanged: false });
  expect(contact(keys, machine)).toMatchObject({ signing: [accountKey], simpleKeys: [key(9)] });

  const other = await second();
  const swapped = [
    { accountKey, simpleKey: key(7) },
    // Known, but nobody says any more that it is the machine's.
    { accountKey, simpleKey: key(9) },
    { ...first, simpleKey: key(7) },
    { ...first, simpleKeySignature: Buffer.alloc(64, 1).toString('base64') },
  ];
  for (const shown of swapped)
    expect(await other.meetMachine(machine, shown)).toEqual({
      ...{ keys: [accountKey], isChanged: true, isRefused: true },
    });
  expect(contact(other, machine)).toMatchObject({ simpleKeys: [key(9)] });
  expect(await other.meetMachine(machine, next)).toEqual({ keys: [accountKey], isChanged: true });
});

test('a machine that begins to sign its key does so from then on, and its first sight needs a right signature', async () => {
  const { keys } = await world();
  const [machine, another] = [randomUUID(), randomUUID()];
  const { accountKey, signed } = signingKey();
  const unsigned = { accountKey, simpleKey: key(9) };
  expect(await keys.meetMachine(machine, unsigned)).toEqual({ keys: [accountKey], isChanged: false });
  expect(await keys.meetMachine(machine, signed(9))).toEqual({ keys: [accountKey], isChanged: false });
  expect(await keys.meetMachine(machine, unsigned)).toMatchObject({ isRefused: true });
  const forged = { ...signed(9), simpleKey: key(8) };
  expect(await keys.meetMachine(another, forged)).toMatchObject({ keys: [], isRefused: true });
  expect(contact(keys, another)).toBeUndefined();
});

test('a key that was noted comes back to a vault that goes on from an older one', async () => {
  const { keys, forked } = await world();
  const machine = randomUUID();
  await keys.meetMachine(machine, shown(1));
  const now = await forked(async (other) => {
    expect(await other.meetMachine(machine, shown(2, 8))).toMatchObject({ isChanged: false });
    // Its version is above that which the first browser saw.
    await other.meetMachine(randomUUID(), shown(3));
  });
  expect(contact(now, machine)).toMatchObject({ keys: [key(2), key(1)], simpleKeys: [key(8), key(9)] });
});

test('nobody who was verified becomes a machine by a vault that goes on from an older one', async () => {
  const { b, keys, forked } = await world();
  await keys.contacts.refresh([b.uid]);
  const number = (await keys.contacts.safetyNumber(b.uid)) ?? expect.unreachable();
  await keys.contacts.verify(b.uid, number);
  const verified = contact(keys, b.uid);
  expect(verified).toMatchObject({ kind: 'verified' });
  const now = await forked(async (other) => {
    await other.meetMachine(b.uid, shown(1));
    expect(contact(other, b.uid)).toMatchObject({ kind: 'machine' });
    for (let more = 0; more < 3; more++) await other.meetMachine(randomUUID(), shown(3));
  });
  expect(contact(now, b.uid)).toEqual(verified);
});

test('a machine that shows a key log is somebody else until the user accepts it', async () => {
  const { keys, b } = await world();
  await keys.meetMachine(b.uid, shown(1));
  await keys.contacts.refresh([b.uid]);
  const told = keys.contacts.contacts.get().get(b.uid);
  expect(told).toMatchObject({ alarm: 'forked' });
  expect(contact(keys, b.uid)).toMatchObject({ kind: 'machine' });
  await keys.contacts.accept(b.uid, told?.shown ?? '');
  expect(contact(keys, b.uid)).toMatchObject({ kind: 'met' });
  expect(keys.contacts.contacts.get().get(b.uid)).not.toHaveProperty('alarm');
});
