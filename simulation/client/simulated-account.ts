import { atom } from 'nanostores';
import {
  followKeyLog,
  generateDeviceKey,
  newAccount,
  unknownKeyLog,
  type OpenedAccount,
} from '@parley/client/testing';
import type { SignedKeyLogEntry, StoredVault, Uuid } from '@parley/protocol';

/** Somebody's keys. All their browsers share one device: its key makes no difference to what is simulated. */
export interface SimulatedAccount {
  readonly uid: Uuid;
  readonly opened: OpenedAccount;
  readonly stored: { readonly keyLog: readonly SignedKeyLogEntry[]; readonly vault: StoredVault };
}

const kdf = {
  name: 'argon2id',
  salt: 'AAAAAAAAAAAAAAAAAAAAAA==',
  memoryKiB: 65_536,
  iterations: 3,
  parallelism: 1,
} as const;
/** No password is derived here. */
const KEY_ENCRYPTION_KEY = new Uint8Array(32);

/** Makes keys once for all runs: they take longer than a run. */
export async function simulatedAccount(uid: Uuid, device: Uuid): Promise<SimulatedAccount> {
  const deviceKey = await generateDeviceKey();
  const made = await newAccount(
    uid,
    { id: device, publicKey: deviceKey.publicKey },
    { kdf, keyEncryptionKey: KEY_ENCRYPTION_KEY },
    1,
  );
  const following = await followKeyLog(unknownKeyLog(uid), made.keyLog, async () => undefined);
  if (following.kind !== 'followed') throw new Error(following.problem);
  const { keyLog, vault } = made.secrets;
  const opened = { device, deviceKey, keyLog, seeds: vault.encryptionSeeds, followed: following.known };
  return { uid, opened, stored: { keyLog: made.keyLog, vault: made.vault } };
}

/** What a client of an account knows of everyone's keys: all of it, from the start. */
export function keysOf(own: SimulatedAccount, all: readonly SimulatedAccount[]) {
  const others = all.filter(({ uid }) => uid !== own.uid);
  const contacts = new Map(
    others.map(({ uid, opened: { followed } }) => [uid, { followed, trust: 'met' as const }]),
  );
  const unasked = () => Promise.reject(new Error('nobody compares safety numbers here'));
  return {
    account: atom<OpenedAccount | undefined>(own.opened),
    contacts: {
      contacts: atom(contacts),
      refresh: async () => undefined,
      ...{ safetyNumber: unasked, verify: unasked, scan: unasked, accept: unasked, grown: () => undefined },
    },
  };
}
