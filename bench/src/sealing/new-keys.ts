import { newAccount, newDevice, type SealingAccount } from '@parley/client/testing';
import type { FirstKeys, Kdf } from '@parley/protocol';

/** The keys of a new account, and what it seals with on the device that made them. */
export interface NewKeys {
  readonly kdf: Kdf;
  readonly first: FirstKeys;
  readonly sealing: SealingAccount;
}

/** As a browser makes them, but for the password: random bytes stand for what would be derived from it. */
export async function newKeys(): Promise<NewKeys> {
  const uid = crypto.randomUUID();
  const { device, deviceKey } = await newDevice(false);
  const password = { kdf: newKdf(), keyEncryptionKey: crypto.getRandomValues(new Uint8Array(32)) };
  const made = await newAccount(uid, { id: device, publicKey: deviceKey.publicKey }, password, Date.now());
  const [created, added] = made.keyLog;
  if (created === undefined || added === undefined) throw new Error('an account begins with two entries');
  const { keyLog, vault } = made.secrets;
  return {
    kdf: password.kdf,
    first: { uid, keyLog: [created, added], vault: made.vault },
    sealing: { device, deviceKey, keyLog, seeds: vault.encryptionSeeds },
  };
}

function newKdf(): Kdf {
  const salt = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))));
  return { name: 'argon2id', salt, memoryKiB: 65_536, iterations: 3, parallelism: 1 };
}
