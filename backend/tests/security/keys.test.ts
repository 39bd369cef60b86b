import { randomUUID } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import { KeyLogsPage, KEY_LIMITS, type KeyLogAppend, type VaultChange } from '@parley/protocol';
import { describe, expect, test } from 'vitest';
import { call } from '../../testing/call.ts';
import { proofOf } from '../../testing/log-in.ts';
import { newCredential } from '../../testing/register-user.ts';
import { registerWithKeys, type UserWithKeys } from '../../testing/register-with-keys.ts';
import { startTestBackend, type TestBackend } from '../../testing/start-test-backend.ts';
import { newKdf, newWrap, TestKeys } from '../../testing/test-keys.ts';

const refused = (code: string) => ({ body: { code } });

async function append({ httpUrl }: TestBackend, user: Pick<UserWithKeys, 'token'>, change: KeyLogAppend) {
  return call(httpUrl, 'extendKeyLog', change, { token: user.token });
}

const twice = (signatures: readonly string[]) => [...signatures, ...signatures];

/** With a fresh proof of the password. */
async function proven(backend: TestBackend, user: UserWithKeys, change: KeyLogAppend) {
  return { ...change, proof: await proofOf(backend.httpUrl, user) };
}

async function lengthOf(backend: TestBackend, { uid, token }: UserWithKeys): Promise<number> {
  const { body } = await call(backend.httpUrl, 'keyLogs', { after: [{ uid, seq: 0 }] }, { token });
  return KeyLogsPage.parse(body).keyLogs[0]?.entries.length ?? 0;
}

describe('39. key logs', () => {
  test('cannot be forked, rewritten or continued by anyone but their owner', async () => {
    const backend = await startTestBackend();
    const [alice, mallory] = [
      await registerWithKeys(backend.httpUrl),
      await registerWithKeys(backend.httpUrl),
    ];
    const stranger = new TestKeys(alice.uid);
    stranger.created();
    stranger.deviceAdded();
    const branch = alice.keys.copy();
    const right = alice.keys.deviceAdded();
    const attempts = [
      [alice, stranger.deviceAdded(), 'E_BAD_REQUEST'],
      [mallory, right, 'E_BAD_REQUEST'],
      [alice, { ...right, signatures: mallory.keys.copy().deviceAdded().signatures }, 'E_BAD_REQUEST'],
      [alice, { ...right, signatures: twice(right.signatures) }, 'E_BAD_REQUEST'],
      [alice, { ...right, entry: right.entry.replace('"seq":3', '"seq": 3') }, 'E_BAD_REQUEST'],
      [alice, { ...right, seq: 2 }, 'E_KEYLOG_SEQ'],
      [alice, { ...right, seq: 4 }, 'E_KEYLOG_SEQ'],
      [alice, new TestKeys(alice.uid).created(), 'E_KEYLOG_SEQ'],
    ] as const;
    for (const [user, change, code] of attempts)
      expect(await append(backend, user, change)).toMatchObject(refused(code));
    expect(await append(backend, alice, right)).toMatchObject({ status: 200 });
    expect(await append(backend, alice, branch.deviceAdded())).toMatchObject(refused('E_KEYLOG_SEQ'));
    expect(await lengthOf(backend, alice)).toBe(3);
    expect(await lengthOf(backend, mallory)).toBe(2);
  });

  test('take no new identity from who has a session, but not the password', async () => {
    const backend = await startTestBackend();
    const alice = await registerWithKeys(backend.httpUrl);
    const keyless = { ...(await backend.register()), device: '' };
    const first = { ...keyless, keys: new TestKeys(keyless.uid) };
    const { key } = newCredential();
    for (const [user, change] of [
      [alice, alice.keys.copy().identityChanged([])],
      [alice, alice.keys.copy().identityReset()],
      [first, first.keys.copy().created()],
    ] as const) {
      expect(await append(backend, user, change)).toMatchObject(refused('E_BAD_REQUEST'));
      const guessed = await proven(backend, { ...user, key }, change);
      expect(await append(backend, user, guessed)).toMatchObject(refused('E_LOGIN_FAILED'));
      const { vault: _, ...without } = await proven(backend, user, change);
      expect(await append(backend, user, without)).toMatchObject(refused('E_BAD_REQUEST'));
    }
    expect(await lengthOf(backend, alice)).toBe(2);
    expect(await lengthOf(backend, first)).toBe(0);
  });

  test('hold as many devices and entries as they may, and keep room to revoke them', async () => {
    const backend = await startTestBackend();
    const alice = await registerWithKeys(backend.httpUrl);
    const [second, third] = [randomUUID(), randomUUID()];
    for (const device of [second, third])
      expect(await append(backend, alice, alice.keys.deviceAdded(device))).toMatchObject({ status: 200 });
    for (let devices = 4; devices <= KEY_LIMITS.devices; devices++)
      expect(await append(backend, alice, alice.keys.deviceAdded())).toMatchObject({ status: 200 });
    const surplus = await append(backend, alice, alice.keys.copy().deviceAdded());
    expect(surplus).toMatchObject(refused('E_TOO_MANY_DEVICES'));

    expect(await append(backend, alice, alice.keys.deviceRevoked(second))).toMatchObject({
      status: 200,
    });
    await fill(backend, alice, KEY_LIMITS.keyLogEntries * (7 / 8));
    expect(await append(backend, alice, alice.keys.copy().deviceAdded())).toMatchObject(
      refused('E_TOO_LARGE'),
    );
    for (const change of [
      alice.keys.deviceRevoked(third),
      await proven(backend, alice, alice.keys.identityChanged([])),
      await proven(backend, alice, alice.keys.identityReset()),
    ])
      expect(await append(backend, alice, change)).toMatchObject({ status: 200 });
  }, 60_000);

  test('are changed so many times an hour', async () => {
    const backend = await startTestBackend({ env: { HTTP_RATE_LIMIT: '10000' } });
    const { keys, token } = await registerWithKeys(backend.httpUrl);
    const wrong = { ...keys.deviceAdded(), seq: 1 };
    for (let i = 0; i < 120; i++)
      expect(await append(backend, { token }, wrong)).toMatchObject(refused('E_KEYLOG_SEQ'));
    expect(await append(backend, { token }, wrong)).toMatchObject(refused('E_RATE_LIMITED'));
    const take = await call(backend.httpUrl, 'takePairing', {}, { token });
    expect(take).toMatchObject(refused('E_RATE_LIMITED'));
  });
});

describe('40. vaults', () => {
  test('never go back to an older version or master key, nor so far ahead that there is no next', async () => {
    const backend = await startTestBackend();
    const { httpUrl } = backend;
    const alice = await registerWithKeys(httpUrl);
    const put = (change: VaultChange) => call(httpUrl, 'putVault', change, { token: alice.token });
    const first = alice.keys.vaultChange();
    expect(await put(first)).toMatchObject({ status: 200 });
    expect(await put(alice.keys.vaultChange())).toMatchObject({ status: 200 });
    const { box } = first;
    const password = (generation: number) => ({ password: newWrap(newKdf(), generation) });
    for (const [change, code] of [
      [first, 'E_VAULT_VERSION'],
      [{ expected: 3, version: 2, box }, 'E_VAULT_VERSION'],
      [{ expected: 3, version: 3, box }, 'E_VAULT_VERSION'],
      [{ expected: 0, version: 1, box }, 'E_VAULT_VERSION'],
      [{ expected: 3, version: 3 + KEY_LIMITS.vaultVersionStep + 1, box }, 'E_BAD_REQUEST'],
      [{ expected: 3, version: 4, box, wraps: password(2) }, 'E_BAD_REQUEST'],
    ] as const)
      expect(await put(change)).toMatchObject(refused(code));

    for (const generation of [1, 9]) {
      const change = { ...alice.keys.copy().identityReset(), vault: { expected: 3, version: 4, box } };
      const old = { ...change, vault: { ...change.vault, wraps: password(generation) } };
      expect(await append(backend, alice, await proven(backend, alice, old))).toMatchObject(
        refused('E_BAD_REQUEST'),
      );
    }
  });

  test('are read and written by their owner alone', async () => {
    const { httpUrl } = await startTestBackend();
    const [alice, mallory] = [await registerWithKeys(httpUrl), await registerWithKeys(httpUrl)];
    const read = async (token?: string) =>
      (await call(httpUrl, 'vault', {}, token === undefined ? {} : { token })).body;
    const before = await read(alice.token);
    expect(await call(httpUrl, 'putVault', alice.keys.vaultChange(), mallory)).toMatchObject({ status: 200 });
    expect(await read(alice.token)).toEqual(before);
    expect(await read(mallory.token)).not.toEqual(before);
    for (const name of ['vault', 'formerVaults', 'takePairing'] as const)
      expect(await call(httpUrl, name, {})).toMatchObject({ status: 401, ...refused('E_UNAUTHENTICATED') });
  });

  test('are no storage for accounts without keys, and their requests are large on their routes alone', async () => {
    const { httpUrl, ...backend } = await startTestBackend();
    const { token } = await backend.register();
    const box = Buffer.alloc(200 * 1024).toString('base64');
    const change = { expected: 0, version: 1, box };
    expect(await call(httpUrl, 'putVault', change, { token })).toMatchObject(refused('E_NO_KEYS'));
    const elsewhere = { displayName: 'Alice', about: box };
    expect(await call(httpUrl, 'profile', elsewhere, { token })).toMatchObject(refused('E_TOO_LARGE'));
    const tooLarge = { ...change, box: box + box };
    expect(await call(httpUrl, 'putVault', tooLarge, { token })).toMatchObject(refused('E_TOO_LARGE'));
  });
});

/** Lets devices come and go until the key log has so many entries. */
async function fill({ stores }: TestBackend, { uid, keys }: UserWithKeys, until: number): Promise<void> {
  for (let last = (await stores.keys.entries(uid, 0)).length; last < until; last += 2) {
    const device = randomUUID();
    await turn();
    for (const { seq, ...entry } of [keys.deviceAdded(device), keys.deviceRevoked(device)])
      await stores.keys.append({ uid, seq, entry, keepsFormer: false, ends: { kind: 'none' } });
  }
}
