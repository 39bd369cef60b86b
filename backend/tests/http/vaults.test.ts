import { randomUUID } from 'node:crypto';
import { type StoredVault } from '@parley/protocol';
import { describe, expect, test } from 'vitest';
import { call } from '../../testing/call.ts';
import { logIn, proofOf } from '../../testing/log-in.ts';
import { newCredential, type TestUser } from '../../testing/register-user.ts';
import { registerWithKeys } from '../../testing/register-with-keys.ts';
import { startTestBackend } from '../../testing/start-test-backend.ts';
import { newKdf, newWrap } from '../../testing/test-keys.ts';

const done = { status: 200, body: {} };
const refused = (code: string) => ({ body: { code } });

async function vaultOf(
  httpUrl: string,
  { token }: Pick<TestUser, 'token'>,
): Promise<StoredVault | undefined> {
  const { body } = await call(httpUrl, 'vault', {}, { token });
  return (body as { vault?: StoredVault }).vault;
}

describe('a vault', () => {
  test('is replaced by one of two devices; the other is told to merge, and a retry changes nothing', async () => {
    const { httpUrl } = await startTestBackend();
    const alice = await registerWithKeys(httpUrl);
    const { token } = alice;
    const [one, two] = [alice.keys.copy().vaultChange(), alice.keys.copy().vaultChange()];
    expect(await call(httpUrl, 'putVault', one, { token })).toMatchObject(done);
    expect(await call(httpUrl, 'putVault', two, { token })).toMatchObject(refused('E_VAULT_VERSION'));
    expect(await call(httpUrl, 'putVault', one, { token })).toMatchObject(done);
    expect(await vaultOf(httpUrl, alice)).toMatchObject({ version: 2, box: one.box });
  });

  test('of the largest size is taken', async () => {
    const { httpUrl } = await startTestBackend();
    const { keys, token } = await registerWithKeys(httpUrl);
    const box = Buffer.alloc(256 * 1024).toString('base64');
    const put = (change: object) =>
      call(httpUrl, 'putVault', { ...keys.copy().vaultChange(), ...change }, { token });
    expect(await put({ box: `${box}AAAA` })).toMatchObject(refused('E_BAD_REQUEST'));
    expect(await put({ box })).toMatchObject(done);
  });
});

describe('a new password', () => {
  test('opens the vault from the same moment on as it logs in', async () => {
    const { httpUrl } = await startTestBackend();
    const alice = await registerWithKeys(httpUrl);
    const before = await vaultOf(httpUrl, alice);
    const [next, kdf] = [newCredential(), newKdf()];
    const wrap = newWrap(kdf, 1);
    const change = { proof: await proofOf(httpUrl, alice), credential: { ...next.credential, kdf }, wrap };
    expect(await call(httpUrl, 'changePassword', change, { token: alice.token })).toMatchObject(done);
    expect(await logIn(httpUrl, { ...alice, key: next.key })).toMatchObject({ status: 200 });
    expect(await vaultOf(httpUrl, alice)).toEqual({ ...before, wraps: { password: wrap } });
  });

  test.each([
    ['without its wrap', () => undefined, 'E_CLIENT_OUTDATED'],
    ['with a wrap of another salt', () => newWrap(newKdf(), 1), 'E_BAD_REQUEST'],
    [
      'with a wrap of another master key',
      (kdf: ReturnType<typeof newKdf>) => newWrap(kdf, 2),
      'E_VAULT_VERSION',
    ],
  ])('%s is refused, and the old one stays', async (_, wrapOf, code) => {
    const { httpUrl } = await startTestBackend();
    const alice = await registerWithKeys(httpUrl);
    const before = await vaultOf(httpUrl, alice);
    const kdf = newKdf();
    const [credential, wrap] = [{ ...newCredential().credential, kdf }, wrapOf(kdf)];
    const change = { proof: await proofOf(httpUrl, alice), credential, ...(wrap && { wrap }) };
    expect(await call(httpUrl, 'changePassword', change, { token: alice.token })).toMatchObject(
      refused(code),
    );
    expect(await logIn(httpUrl, alice)).toMatchObject({ status: 200 });
    expect(await vaultOf(httpUrl, alice)).toEqual(before);
  });

  test('by an operator’s link leaves the vault to the last one', async () => {
    const { httpUrl, ...backend } = await startTestBackend();
    const alice = await registerWithKeys(httpUrl);
    const before = await vaultOf(httpUrl, alice);
    const { credential, key } = newCredential();
    const { username } = alice;
    const reset = { username, secret: await backend.resetLink(username), credential };
    expect(await call(httpUrl, 'resetPassword', reset)).toMatchObject(done);
    const token = (await logIn(httpUrl, { username, key })).headers.get('auth-token') ?? '';
    expect(await vaultOf(httpUrl, { token })).toEqual(before);
  });
});

describe.each(['identityChanged', 'identityReset'] as const)('a new identity by %s', (kind) => {
  test('brings a new master key, and ends all other sessions, once more at a retry', async () => {
    const { httpUrl, stores, clock } = await startTestBackend();
    const alice = await registerWithKeys(httpUrl);
    const [old] = [await vaultOf(httpUrl, alice), await logIn(httpUrl, alice)];
    const change =
      kind === 'identityChanged' ? alice.keys.identityChanged([alice.device]) : alice.keys.identityReset();
    for (let i = 0; i < 2; i++) {
      const proof = await proofOf(httpUrl, alice);
      const answer = await call(httpUrl, 'extendKeyLog', { ...change, proof }, { token: alice.token });
      expect(answer).toMatchObject(done);
      expect(await stores.sessions.ofUser(alice.uid, clock.read())).toMatchObject([{ sid: alice.sid }]);
      await logIn(httpUrl, alice);
    }
    expect(await vaultOf(httpUrl, alice)).toMatchObject({
      version: 2,
      generation: 2,
      box: change.vault?.box,
    });
    const former = await call(httpUrl, 'formerVaults', {}, { token: alice.token });
    expect(former.body).toEqual({ vaults: kind === 'identityReset' ? [old] : [] });
  });
});

describe('a code for another browser', () => {
  test('works for ten minutes, once, and the newest alone', async () => {
    const { httpUrl, clock } = await startTestBackend();
    const [alice, bob] = [await registerWithKeys(httpUrl), await registerWithKeys(httpUrl)];
    const wrap = () => newWrap(newKdf(), 1).wrap;
    const [first, second, late] = [wrap(), wrap(), wrap()];
    const { token } = alice;
    const offer = (offered: string) => call(httpUrl, 'offerPairing', { wrap: offered }, { token });
    const take = (by = token) => call(httpUrl, 'takePairing', {}, { token: by });
    await offer(first);
    expect(await offer(second)).toMatchObject({ body: { expiresAt: clock.read() + 600_000 } });
    expect(await take(bob.token)).toMatchObject(refused('E_NOT_FOUND'));
    expect(await take()).toMatchObject({ status: 200, body: { wrap: second } });
    expect(await take()).toMatchObject(refused('E_NOT_FOUND'));
    await offer(late);
    clock.advance(600_000);
    expect(await take()).toMatchObject(refused('E_NOT_FOUND'));
  });
});

test('the audit log says what happened to keys, and none of them', async () => {
  const { httpUrl, stores } = await startTestBackend();
  const { keys, uid, token, device, ...alice } = await registerWithKeys(httpUrl);
  const second = randomUUID();
  for (const change of [keys.deviceAdded(second), keys.deviceRevoked(second)])
    await call(httpUrl, 'extendKeyLog', change, { token });
  const changed = { ...keys.identityChanged([device]), proof: await proofOf(httpUrl, alice) };
  await call(httpUrl, 'extendKeyLog', changed, { token });
  const records = (await stores.audit.after(0, 100)).filter((record) => record.uid === uid);
  expect(records.map(({ kind, details }) => ({ kind, details }))).toEqual([
    { kind: 'registered' },
    { kind: 'device_added', details: { seq: '3', device: second } },
    { kind: 'device_revoked', details: { seq: '4', device: second } },
    { kind: 'identity_changed', details: { seq: '5' } },
  ]);
});
