import { keyError, type StoredVault, type Vault, type VaultWraps } from '@parley/protocol';
import { base64ToUint8Array, uint8ArrayToBase64 } from 'uint8array-extras';
import { mergeVaults } from '../../crypto/vault/merge-vaults.ts';
import { takeAlong } from '../../crypto/vault/take-along.ts';
import { lockVault, unlockVault } from '../../crypto/vault/vault-box.ts';
import { isRefusal, type KeyParts } from '../key-parts.ts';
import type { OwnAccount } from '../own-account.ts';

/** How often other devices may be faster. */
const TRIES = 20;

interface VaultChanges {
  readonly vault?: (vault: Vault) => Vault | Promise<Vault>;
  /** Those that change. */
  readonly wraps?: Partial<VaultWraps>;
}

/**
 * Saves a change of the vault. If another device is faster, its vault is merged, and the change made anew on that.
 * @throws CodedError `E_VAULT_VERSION` if another device changed the master key
 */
export async function changeVault(
  parts: KeyParts,
  account: OwnAccount,
  { vault: change = (vault) => vault, wraps }: VaultChanges,
): Promise<OwnAccount> {
  let newest = account;
  for (let tries = 1; ; tries++) {
    try {
      return await save(parts, { ...newest, vault: await change(newest.vault) }, wraps);
    } catch (error) {
      if (!isRefusal(error, 'E_VAULT_VERSION') || tries === TRIES) throw error;
    }
    newest = await withStoredVault(parts, newest);
  }
}

/**
 * The account with what the server has of the vault now, merged.
 * @throws CodedError `E_VAULT_VERSION` if it is under another master key
 */
async function withStoredVault(parts: KeyParts, account: OwnAccount): Promise<OwnAccount> {
  const stored = await parts.server.vault();
  const theirs = stored && (await unlocked(account, stored));
  if (stored === undefined || theirs === undefined) throw keyError('E_VAULT_VERSION');
  return { ...account, stored, vault: mergeVaults(account.vault, theirs) };
}

/**
 * The account behind what the server has of the vault now, which may be a thief's doing: of that, no more is taken than is harmless,
 * and nothing where it does not open or is broken. The next save goes over it.
 * @throws CodedError `E_VAULT_VERSION` if it is under another master key
 */
export async function behindStoredVault(parts: KeyParts, account: OwnAccount): Promise<OwnAccount> {
  const stored = await parts.server.vault();
  if (stored?.generation !== account.stored.generation) throw keyError('E_VAULT_VERSION');
  // Whoever has the old master key can lock up what is no vault: it must not stop the new one.
  const theirs = await unlocked(account, stored).catch(() => undefined);
  return {
    ...account,
    stored,
    vault: theirs === undefined ? account.vault : takeAlong(account.vault, theirs),
  };
}

function unlocked({ followed, masterKey }: OwnAccount, stored: StoredVault): Promise<Vault | undefined> {
  const { generation, version } = stored;
  const box = new Uint8Array(base64ToUint8Array(stored.box));
  return unlockVault(masterKey, box, { uid: followed.log.uid, generation, version });
}

/** @param wraps those that change */
async function save(
  { server }: KeyParts,
  account: OwnAccount,
  wraps: Partial<VaultWraps> = {},
): Promise<OwnAccount> {
  const { followed, stored, masterKey, vault, seenVersion } = account;
  const { generation, version: expected } = stored;
  const version = Math.max(expected, seenVersion) + 1;
  const box = uint8ArrayToBase64(
    await lockVault(masterKey, vault, { uid: followed.log.uid, generation, version }),
  );
  await server.putVault({ expected, version, box, wraps });
  const saved = { generation, version, box, wraps: { ...stored.wraps, ...wraps } };
  return { ...account, stored: saved, seenVersion: version };
}
