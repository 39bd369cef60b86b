import type { Kdf, StoredVault, Uuid, Vault, VaultWraps } from '@parley/protocol';
import { base64ToUint8Array, uint8ArrayToBase64 } from 'uint8array-extras';
import { lockVault } from '../vault/vault-box.ts';
import { wrapMasterKey } from '../vault/wraps.ts';

/** The password's key that wraps the master key, and how it was derived. */
export interface PasswordWrapKey {
  readonly kdf: Kdf;
  /** 32 bytes. */
  readonly keyEncryptionKey: Uint8Array<ArrayBuffer>;
}

interface NewVault {
  readonly uid: Uuid;
  readonly masterKey: Uint8Array<ArrayBuffer>;
  readonly generation: number;
  readonly version: number;
  readonly vault: Vault;
}

/** What the server keeps of a vault under a new master key, which only the password opens: a recovery key is made later. */
export async function storeVault(account: NewVault, password: PasswordWrapKey): Promise<StoredVault> {
  const { masterKey, vault, generation, version } = account;
  const box = await lockVault(masterKey, vault, account);
  const wraps = { password: await passwordWrap(account, password) };
  return { version, generation, box: uint8ArrayToBase64(box), wraps };
}

/** The wrap under a password; a new password needs nothing else, since the vault and its master key stay. */
export async function passwordWrap(
  { uid, masterKey, generation }: Pick<NewVault, 'uid' | 'masterKey' | 'generation'>,
  { kdf, keyEncryptionKey }: PasswordWrapKey,
): Promise<VaultWraps['password']> {
  const wrap = await wrapMasterKey(keyEncryptionKey, masterKey, { uid, way: 'password', generation });
  return { kdf, generation, wrap: uint8ArrayToBase64(wrap) };
}

/** The wrap under the recovery key, for which its public half is enough. @param publicKey in base64 */
export async function recoveryWrap(
  { uid, masterKey, generation }: Pick<NewVault, 'uid' | 'masterKey' | 'generation'>,
  publicKey: string,
): Promise<NonNullable<VaultWraps['recovery']>> {
  // The KEM is large: no page loads it to save a vault.
  const { sealToRecoveryKey } = await import('../vault/recovery.ts');
  const place = { uid, generation };
  const sealed = await sealToRecoveryKey(base64ToUint8Array(publicKey), masterKey, place);
  return {
    generation,
    encapsulation: uint8ArrayToBase64(sealed.encapsulation),
    ciphertext: uint8ArrayToBase64(sealed.ciphertext),
  };
}
