import type { KeyLogEntry, SignedKeyLogEntry, StoredVault, Uuid, Vault } from '@parley/protocol';
import { base64ToUint8Array, uint8ArrayToBase64 } from 'uint8array-extras';
import { extendKeyLog } from '../key-log/extend-key-log.ts';
import { withoutRecovery } from '../vault/without-recovery.ts';
import type { AccountSecrets } from './account-secrets.ts';
import { keyPairs, randomKey, type KeyPairs } from './key-pairs.ts';
import { seedName } from './seed-name.ts';
import { storeVault, type PasswordWrapKey } from './store-vault.ts';

/** What a new identity sends to the server, in one request, and what stays here. */
export interface ReplacedIdentity {
  readonly entry: SignedKeyLogEntry;
  readonly vault: StoredVault;
  readonly secrets: AccountSecrets;
}

/**
 * "Lost or stolen": a new identity that the old one vouches for, new encryption keys, and a new master key, so that whoever has
 * the old ones opens nothing that comes. There is no recovery key any more: a thief may have made it.
 * @param revoked every device that the owner does not keep
 */
export async function changeIdentity(
  secrets: AccountSecrets,
  revoked: readonly Uuid[],
  password: PasswordWrapKey,
  time: number,
): Promise<ReplacedIdentity> {
  const pairs = await keyPairs();
  const entry: KeyLogEntry = {
    seq: secrets.keyLog.seq + 1,
    time,
    kind: 'identityChanged',
    ...pairs.public,
    revoked: [...revoked],
  };
  const old = base64ToUint8Array(secrets.vault.identitySeed);
  return replace(secrets, { entry, pairs, signers: [old, pairs.identitySeed] }, password);
}

/**
 * All was lost: a new identity that nobody vouches for. What was sealed to the old keys stays closed until somebody opens the old
 * vault.
 * @param lost the key log, what the server says of the vault that does not open, and an earlier vault, if the device has one
 */
export async function resetIdentity(
  lost: Pick<AccountSecrets, 'uid' | 'keyLog' | 'generation' | 'vaultVersion'> & {
    readonly vault?: Vault | undefined;
  },
  password: PasswordWrapKey,
  time: number,
): Promise<ReplacedIdentity> {
  const pairs = await keyPairs();
  const entry: KeyLogEntry = { seq: lost.keyLog.seq + 1, time, kind: 'identityReset', ...pairs.public };
  const vault = lost.vault ?? { encryptionSeeds: {}, contacts: {} };
  return replace({ ...lost, vault }, { entry, pairs, signers: [pairs.identitySeed] }, password);
}

/** The account before it; of its vault, what the new one keeps. */
interface Before extends Pick<AccountSecrets, 'uid' | 'keyLog' | 'generation' | 'vaultVersion'> {
  readonly vault: Omit<Vault, 'identitySeed'>;
}

interface Replacement {
  readonly entry: KeyLogEntry;
  readonly pairs: KeyPairs;
  readonly signers: readonly Uint8Array[];
}

async function replace(
  before: Before,
  { entry, pairs, signers }: Replacement,
  password: PasswordWrapKey,
): Promise<ReplacedIdentity> {
  const { signed, keyLog } = await extendKeyLog(before.keyLog, entry, signers);
  const name = seedName(base64ToUint8Array(pairs.public.encryptionKey));
  const vault = {
    // Whoever made the recovery key may be whom this shuts out.
    ...withoutRecovery(before.vault),
    identitySeed: uint8ArrayToBase64(pairs.identitySeed),
    encryptionSeeds: { ...before.vault.encryptionSeeds, [name]: uint8ArrayToBase64(pairs.encryptionSeed) },
  };
  const { uid } = before;
  const account = {
    uid,
    masterKey: randomKey(),
    generation: before.generation + 1,
    version: before.vaultVersion + 1,
    vault,
  };
  const { masterKey, generation, version } = account;
  return {
    entry: signed,
    vault: await storeVault(account, password),
    secrets: { uid, masterKey, generation, vault, vaultVersion: version, keyLog },
  };
}
