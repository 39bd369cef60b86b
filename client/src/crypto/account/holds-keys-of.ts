import type { KeyLog, Vault } from '@parley/protocol';
import { base64ToUint8Array, uint8ArrayToBase64 } from 'uint8array-extras';
import { publicKeyOf } from '../ed25519.ts';
import { seedName } from './seed-name.ts';

/**
 * Whether a vault holds the secrets of the keys that a key log says now. Nobody but the owner can write a vault, but everyone can
 * begin a key log with keys of their own: a key log is the user's only if their vault holds its keys.
 */
export async function holdsKeysOf({ identitySeed, encryptionSeeds }: Vault, log: KeyLog): Promise<boolean> {
  const newest = log.versions.at(-1);
  const name = newest && seedName(base64ToUint8Array(newest.encryptionKey));
  if (name === undefined || !Object.hasOwn(encryptionSeeds, name)) return false;
  return log.identity === uint8ArrayToBase64(await publicKeyOf(base64ToUint8Array(identitySeed)));
}
