import {
  emptyKeyLog,
  type KeyLog,
  type KeyLogEntry,
  type SignedKeyLogEntry,
  type StoredVault,
  type Uuid,
} from '@parley/protocol';
import { base64ToUint8Array, uint8ArrayToBase64 } from 'uint8array-extras';
import { extendKeyLog } from '../key-log/extend-key-log.ts';
import { sha256 } from '../sha256.ts';
import type { AccountSecrets } from './account-secrets.ts';
import { keyPairs, randomKey, type KeyPairs } from './key-pairs.ts';
import { seedName } from './seed-name.ts';
import { storeVault, type PasswordWrapKey } from './store-vault.ts';

/** The device that makes the account's keys. */
export interface NewDevice {
  readonly id: Uuid;
  /** Ed25519, 32 bytes. */
  readonly publicKey: Uint8Array;
}

/** What an account begins with: what goes to the server, and what stays here. */
export interface NewAccount {
  readonly keyLog: readonly SignedKeyLogEntry[];
  readonly vault: StoredVault;
  readonly secrets: AccountSecrets;
}

/** Makes the first keys of an account, with this device in its key log. @param time milliseconds since the Unix epoch */
export async function newAccount(
  uid: Uuid,
  device: NewDevice,
  password: PasswordWrapKey,
  time: number,
): Promise<NewAccount> {
  const pairs = await keyPairs();
  const { keyLog, entries } = await firstEntries(uid, device, pairs, time);
  const vault = {
    identitySeed: uint8ArrayToBase64(pairs.identitySeed),
    encryptionSeeds: { [nameOf(pairs)]: uint8ArrayToBase64(pairs.encryptionSeed) },
    contacts: {},
  };
  const account = { uid, masterKey: randomKey(), generation: 1, version: 1, vault };
  const { masterKey, generation } = account;
  return {
    keyLog: entries,
    vault: await storeVault(account, password),
    secrets: { uid, masterKey, generation, vault, vaultVersion: 1, keyLog },
  };
}

async function firstEntries(uid: Uuid, { id, publicKey }: NewDevice, pairs: KeyPairs, time: number) {
  const created: KeyLogEntry = { seq: 1, time, kind: 'created', ...pairs.public };
  const added: KeyLogEntry = {
    seq: 2,
    time,
    kind: 'deviceAdded',
    device: id,
    key: uint8ArrayToBase64(publicKey),
  };
  const seeds = [pairs.identitySeed];
  const first = await extendKeyLog(emptyKeyLog(sha256, uid), created, seeds);
  const second = await extendKeyLog(first.keyLog, added, seeds);
  const keyLog: KeyLog = second.keyLog;
  return { keyLog, entries: [first.signed, second.signed] };
}

function nameOf(pairs: KeyPairs): string {
  return seedName(base64ToUint8Array(pairs.public.encryptionKey));
}
