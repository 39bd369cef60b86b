import { randomUUID } from 'node:crypto';
import { KeyLogsPage, KEY_LIMITS, LIMITS } from '@parley/protocol';
import { describe, expect, test } from 'vitest';
import { call } from '../../testing/call.ts';
import { createGroup } from '../../testing/create-group.ts';
import { logIn, proofOf } from '../../testing/log-in.ts';
import { newCredential } from '../../testing/register-user.ts';
import { registerWithKeys } from '../../testing/register-with-keys.ts';
import { startTestBackend, type TestBackend } from '../../testing/start-test-backend.ts';
import { newKdf, TestKeys } from '../../testing/test-keys.ts';

const done = { status: 200, body: {} };
const refused = (code: string) => ({ body: { code } });

async function keyLogs({ httpUrl }: TestBackend, token: string, after: { uid: string; seq: number }[]) {
  const { body } = await call(httpUrl, 'keyLogs', { after }, { token });
  return KeyLogsPage.parse(body);
}

describe('an account that is registered with keys', () => {
  test('has its key log and vault from the first moment on, under the uid that its client drew', async () => {
    const backend = await startTestBackend();
    const { httpUrl } = backend;
    const [alice, bob] = [await registerWithKeys(httpUrl), await backend.register()];
    expect(alice.uid).toBe(alice.keys.uid);

    const page = await keyLogs(backend, bob.token, [{ uid: alice.uid, seq: 0 }]);
    expect(page).toMatchObject({ done: 1, keyLogs: [{ uid: alice.uid }] });
    expect(page.keyLogs[0]?.entries.map(({ entry }) => JSON.parse(entry) as unknown)).toMatchObject([
      { kind: 'created', seq: 1 },
      { kind: 'deviceAdded', seq: 2, device: alice.device },
    ]);
    const vault = await call(httpUrl, 'vault', {}, { token: alice.token });
    expect(vault.body).toMatchObject({ vault: { version: 1, generation: 1 } });
  });

  test('is not made with keys that are not its own, its first, and those of its device and password', async () => {
    const { httpUrl, ...backend } = await startTestBackend();
    const [taken, kdf, id] = [await registerWithKeys(httpUrl), newKdf(), randomUUID()];
    const keyless = await backend.register();
    const first = (uid?: string) => new TestKeys(uid).first(id, kdf);
    const other = first();
    const right = first();
    const wrong = [
      { ...right, uid: other.uid },
      { ...right, keyLog: other.keyLog },
      { ...right, keyLog: [right.keyLog[0], other.keyLog[1]] as const },
      { ...right, keyLog: [right.keyLog[1], right.keyLog[0]] as const },
      { ...right, vault: { ...right.vault, version: 2 } },
      { ...right, vault: { ...right.vault, generation: 2 } },
      new TestKeys().first(randomUUID(), kdf),
      new TestKeys().first(id, newKdf()),
      first(taken.uid),
      first(keyless.uid),
      first('00000000-0000-8000-8000-000000000000'),
    ];
    const { credential } = newCredential();
    const register = (keys: unknown) => {
      const username = `user_${randomUUID().slice(0, 8)}`;
      const account = { username, displayName: username, device: { id, name: 'Test' } };
      return call(httpUrl, 'register', {
        ...account,
        credential: { ...credential, kdf },
        keys: keys as never,
      });
    };
    for (const keys of wrong) expect(await register(keys)).toMatchObject(refused('E_BAD_REQUEST'));
    expect(await register(right)).toMatchObject({ status: 200 });
  });

  test('can still be made without, and gets its keys later, from one of two browsers', async () => {
    const backend = await startTestBackend();
    const { httpUrl } = backend;
    const { uid, token, ...user } = await backend.register();
    expect(await call(httpUrl, 'vault', {}, { token })).toEqual(expect.objectContaining(done));
    expect(await keyLogs(backend, token, [{ uid, seq: 0 }])).toEqual({
      keyLogs: [{ uid, entries: [] }],
      done: 1,
    });
    const browsers = [new TestKeys(uid), new TestKeys(uid)];
    const answers = await Promise.all(
      browsers.map(async (keys) => {
        const proof = await proofOf(httpUrl, user);
        return call(httpUrl, 'extendKeyLog', { ...keys.created(), proof }, { token });
      }),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    // Which of the two the later browser hears depends on how far the other one was when it asked.
    const code: unknown = expect.stringMatching(/^E_(KEYLOG_SEQ|VAULT_VERSION)$/);
    expect(answers.find(({ status }) => status === 409)).toMatchObject({ body: { code } });
  });
});

describe('a key log', () => {
  test('grows by entries that its owner signed, and a retry changes nothing', async () => {
    const backend = await startTestBackend();
    const { httpUrl } = backend;
    const { keys, token, uid } = await registerWithKeys(httpUrl);
    const added = keys.deviceAdded();
    for (let i = 0; i < 2; i++)
      expect(await call(httpUrl, 'extendKeyLog', added, { token })).toMatchObject(done);
    const { seq: _, ...signed } = added;
    const { keyLogs: found } = await keyLogs(backend, token, [{ uid, seq: 2 }]);
    expect(found).toEqual([{ uid, entries: [signed] }]);
  });

  test('comes in pages: a long one in parts, many as far as they fit', async () => {
    const backend = await startTestBackend();
    const users = [await registerWithKeys(backend.httpUrl), await registerWithKeys(backend.httpUrl)];
    const long = { entry: 'x'.repeat(KEY_LIMITS.keyLogEntryBytes), signatures: ['A'.repeat(86) + '=='] };
    for (const { uid } of users)
      for (let seq = 3; seq <= 72; seq++)
        await backend.stores.keys.append({
          ...{ uid, seq, entry: long },
          ...{ keepsFormer: false, ends: { kind: 'none' } },
        });
    const { token } = users[0] ?? { token: '' };
    const held = new Map(users.map(({ uid }) => [uid, 0]));
    let asked = 0;
    for (let wanted = users.map(({ uid }) => uid); wanted.length > 0; asked++) {
      const after = wanted.map((uid) => ({ uid, seq: held.get(uid) ?? 0 }));
      const page = await keyLogs(backend, token, after);
      for (const { uid, entries } of page.keyLogs) held.set(uid, (held.get(uid) ?? 0) + entries.length);
      expect(JSON.stringify(page).length).toBeLessThan(LIMITS.pageBytes + 2 * KEY_LIMITS.keyLogEntryBytes);
      wanted = wanted.slice(page.done);
    }
    expect([...held.values()]).toEqual([72, 72]);
    expect(asked).toBe(3);
  });

  test('that grows rings at its owner and at those they share a conversation with, and nobody else', async () => {
    const backend = await startTestBackend();
    const alice = await registerWithKeys(backend.httpUrl);
    const [bob, carol] = [await backend.register(), await backend.register()];
    await createGroup(backend, alice, [bob]);
    const [alices, bobs, carols] = [
      await backend.connect(alice),
      await backend.connect(bob),
      await backend.connect(carol),
    ];
    await call(backend.httpUrl, 'extendKeyLog', alice.keys.deviceAdded(), { token: alice.token });
    for (const client of [alices, bobs])
      expect(await client.next('keyLogGrown')).toEqual({ uid: alice.uid, seq: 3 });
    await carols.settled();
    expect(carols.received('keyLogGrown')).toEqual([]);
  });

  test('with a revoked device ends the sessions of that device', async () => {
    const { httpUrl, stores, clock } = await startTestBackend();
    const alice = await registerWithKeys(httpUrl);
    const { body } = await logIn(httpUrl, alice);
    const { device } = body as { device: { id: string } };
    const { token } = alice;
    for (const change of [alice.keys.deviceAdded(device.id), alice.keys.deviceRevoked(device.id)])
      expect(await call(httpUrl, 'extendKeyLog', change, { token })).toMatchObject(done);
    expect(await stores.sessions.ofUser(alice.uid, clock.read())).toMatchObject([{ sid: alice.sid }]);
  });

  test('whose device revokes itself tells the browser to drop its cookie, as a log-out does', async () => {
    const { httpUrl } = await startTestBackend();
    const { keys, token, device } = await registerWithKeys(httpUrl);
    const another = await call(httpUrl, 'extendKeyLog', keys.deviceAdded(), { token });
    expect(another.headers.get('set-cookie')).toBeNull();
    const { headers } = await call(httpUrl, 'extendKeyLog', keys.deviceRevoked(device), { token });
    expect(headers.get('set-cookie')).toMatch(/^chatToken=;/);
    expect(await call(httpUrl, 'vault', {}, { token })).toMatchObject(refused('E_SESSION_ENDED'));
  });
});
