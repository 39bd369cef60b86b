import {
  activeDevices,
  continueKeyLog,
  emptyKeyLog,
  StoredVault,
  type Kdf,
  type SignedKeyLogEntry,
} from '@parley/protocol';
import { uint8ArrayToBase64 } from 'uint8array-extras';
import { describe, expect, test } from 'vitest';
import { sha256 } from '../sha256.ts';
import { recoveryPublicKey } from '../vault/recovery.ts';
import { verifyEd25519 } from '../verify-ed25519.ts';
import { newAccount } from './new-account.ts';
import { openAccount } from './open-account.ts';
import { changeIdentity, resetIdentity } from './replace-identity.ts';
import { passwordWrap, recoveryWrap, type PasswordWrapKey } from './store-vault.ts';

const uid = '11111111-1111-4111-8111-111111111111';
const device = { id: '22222222-2222-4222-8222-222222222222', publicKey: new Uint8Array(32).fill(9) };
const salt = (byte: number) => uint8ArrayToBase64(new Uint8Array(16).fill(byte));
const kdf = (byte: number): Kdf => ({
  ...{ name: 'argon2id', salt: salt(byte), memoryKiB: 65_536 },
  ...{ iterations: 3, parallelism: 1 },
});
/** A password as far as this folder is concerned: what Argon2id makes of it is a key. */
const password = (byte: number): PasswordWrapKey => ({
  kdf: kdf(byte),
  keyEncryptionKey: new Uint8Array(32).fill(byte),
});
const paper = new Uint8Array(20).fill(3);

function create() {
  return newAccount(uid, device, password(1), 1_000);
}

async function checked(entries: readonly SignedKeyLogEntry[]) {
  let log = emptyKeyLog(sha256, uid);
  for (const entry of entries) log = await continueKeyLog({ sha256, verify: verifyEd25519 }, log, entry);
  return log;
}

function byPassword(key: PasswordWrapKey) {
  return { kind: 'password', key: key.keyEncryptionKey } as const;
}

describe('a new account', () => {
  test('sends a key log that everyone can check, and a vault that the protocol takes', async () => {
    const { keyLog, vault } = await create();
    const log = await checked(keyLog);
    expect(activeDevices(log)).toEqual([device.id]);
    expect(StoredVault.parse(vault)).toEqual(vault);
  });

  test('opens in another browser with the password, and with no other', async () => {
    const { keyLog, vault, secrets } = await create();
    const log = await checked(keyLog);
    expect(await openAccount(uid, vault, log, byPassword(password(1)))).toEqual(secrets);
    expect(await openAccount(uid, vault, log, byPassword(password(2)))).toBeUndefined();
    expect(await openAccount(uid, vault, log, { kind: 'recovery', key: paper })).toBeUndefined();
  });
});

test('a new password opens the same vault', async () => {
  const { vault, secrets } = await create();
  const changed = { ...vault, wraps: { password: await passwordWrap(secrets, password(2)) } };
  expect(await openAccount(uid, changed, secrets.keyLog, byPassword(password(2)))).toEqual(secrets);
  expect(await openAccount(uid, changed, secrets.keyLog, byPassword(password(1)))).toBeUndefined();
});

test('the recovery key opens it, and nothing that comes after "lost or stolen": the thief may have made it', async () => {
  const { vault, secrets } = await create();
  const recoveryKey = uint8ArrayToBase64(await recoveryPublicKey(paper));
  const recovery = await recoveryWrap(secrets, recoveryKey);
  const withPaper = { ...vault, wraps: { ...vault.wraps, recovery } };
  const key = { kind: 'recovery', key: paper } as const;
  expect(await openAccount(uid, withPaper, secrets.keyLog, key)).toEqual(secrets);

  const holding = { ...secrets, vault: { ...secrets.vault, recoveryKey, recoveryDrill: 1_500 } };
  const changed = await changeIdentity(holding, [], password(1), 2_000);
  const reset = await resetIdentity(holding, password(1), 2_000);
  for (const next of [changed, reset]) {
    expect(await openAccount(uid, next.vault, next.secrets.keyLog, key)).toBeUndefined();
    expect(next.vault.wraps).not.toHaveProperty('recovery');
    expect(next.secrets.vault).not.toHaveProperty('recoveryKey');
    expect(next.secrets.vault).not.toHaveProperty('recoveryDrill');
  }
});

describe('after "lost or stolen"', () => {
  test('the old identity vouches for the new one, the device is out, and old seeds are kept', async () => {
    const { keyLog, secrets } = await create();
    const changed = await changeIdentity(secrets, [device.id], password(1), 2_000);
    const log = await checked([...keyLog, changed.entry]);
    expect(log).toEqual(changed.secrets.keyLog);
    expect(activeDevices(log)).toEqual([]);
    expect(log.identity).not.toBe(secrets.keyLog.identity);
    expect(Object.keys(changed.secrets.vault.encryptionSeeds)).toHaveLength(2);
    expect(changed.vault).toMatchObject({ generation: 2, version: 2 });
  });

  test('the old master key opens nothing any more', async () => {
    const { vault, secrets } = await create();
    const changed = await changeIdentity(secrets, [], password(1), 2_000);
    const oldWraps = { ...changed.vault, wraps: vault.wraps };
    expect(await openAccount(uid, oldWraps, secrets.keyLog, byPassword(password(1)))).toBeUndefined();
  });
});

test('a reset begins anew where nobody can open the vault', async () => {
  const { keyLog, secrets } = await create();
  const { keyLog: log, generation, vaultVersion } = secrets;
  const reset = await resetIdentity({ uid, keyLog: log, generation, vaultVersion }, password(2), 2_000);
  expect(await checked([...keyLog, reset.entry])).toEqual(reset.secrets.keyLog);
  expect(Object.keys(reset.secrets.vault.encryptionSeeds)).toHaveLength(1);
  expect(await openAccount(uid, reset.vault, reset.secrets.keyLog, byPassword(password(2)))).toEqual(
    reset.secrets,
  );
});
