import type { KeyLog, StoredVault, Uuid } from '@parley/protocol';
import { base64ToUint8Array } from 'uint8array-extras';
import { unlockVault } from '../vault/vault-box.ts';
import { unwrapMasterKey } from '../vault/wraps.ts';
import type { AccountSecrets } from './account-secrets.ts';

/** A way to the master key of an account. */
export type OpeningKey =
  /** The key of a password, derived by the `kdf` of the wrap, which may be the last password's. */
  | { readonly kind: 'password'; readonly key: Uint8Array<ArrayBuffer> }
  /** The 20 bytes on paper. */
  | { readonly kind: 'recovery'; readonly key: Uint8Array<ArrayBuffer> }
  /** The master key itself, as the local key or another browser's code has unwrapped it. */
  | { readonly kind: 'master'; readonly key: Uint8Array<ArrayBuffer> };

/**
 * Opens an account with what its owner has.
 * @param keyLog the account's own, checked
 * @returns undefined if this key does not open it: another may
 */
export async function openAccount(
  uid: Uuid,
  stored: StoredVault,
  keyLog: KeyLog,
  key: OpeningKey,
): Promise<AccountSecrets | undefined> {
  const masterKey = await masterKeyBy(uid, stored, key);
  if (masterKey === undefined) return undefined;
  const { generation, version } = stored;
  const box = new Uint8Array(base64ToUint8Array(stored.box));
  const vault = await unlockVault(masterKey, box, { uid, generation, version });
  return vault && { uid, masterKey, generation, vault, vaultVersion: version, keyLog };
}

async function masterKeyBy(
  uid: Uuid,
  { wraps }: StoredVault,
  { kind, key }: OpeningKey,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  switch (kind) {
    case 'master':
      return key;
    case 'password': {
      const { wrap, generation } = wraps.password;
      const bytes = new Uint8Array(base64ToUint8Array(wrap));
      return unwrapMasterKey(key, bytes, { uid, way: 'password', generation });
    }
    case 'recovery':
      return wraps.recovery && masterKeyByRecovery(uid, wraps.recovery, key);
  }
}

async function masterKeyByRecovery(
  uid: Uuid,
  { generation, encapsulation, ciphertext }: NonNullable<StoredVault['wraps']['recovery']>,
  key: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  // Seldom needed, and the KEM is large: no page loads it to open by a password.
  const { openByRecoveryKey } = await import('../vault/recovery.ts');
  const sealed = {
    encapsulation: base64ToUint8Array(encapsulation),
    ciphertext: base64ToUint8Array(ciphertext),
  };
  const opened = await openByRecoveryKey(key, sealed, { uid, generation });
  return opened && new Uint8Array(opened);
}
