import { asItCame, ByteWriter, canonicalJson, Vault, type Uuid } from '@parley/protocol';
import { box, importAesKey, unbox } from '../aes-gcm.ts';
import { hkdfKey } from '../hkdf-key.ts';
import { label } from '../labels.ts';

const KEY_LABEL = label('vault');
const BOX_LABEL = label('vault-box');

/** Which vault a box holds. */
export interface VaultPlace {
  readonly uid: Uuid;
  /** Of the master key. */
  readonly generation: number;
  readonly version: number;
}

/** Locks a vault under the account's master key. @param masterKey 32 bytes */
export async function lockVault(
  masterKey: Uint8Array<ArrayBuffer>,
  vault: Vault,
  place: VaultPlace,
): Promise<Uint8Array<ArrayBuffer>> {
  const json = new TextEncoder().encode(canonicalJson(vault));
  return box(await vaultKey(masterKey), json, aad(place));
}

/**
 * @returns undefined if the master key is another one, or the box belongs to another account, generation or version
 * @throws Error if what was locked is no vault of this version
 */
export async function unlockVault(
  masterKey: Uint8Array<ArrayBuffer>,
  bytes: Uint8Array<ArrayBuffer>,
  place: VaultPlace,
): Promise<Vault | undefined> {
  const json = await unbox(await vaultKey(masterKey), bytes, aad(place));
  return json && vaultOf(JSON.parse(new TextDecoder().decode(json)));
}

/** With all that a later version has put in: what is saved next holds it, too. */
function vaultOf(value: unknown): Vault {
  const read = asItCame(Vault, value);
  if (!read.success) throw new Error('not a vault of this version', { cause: read.error });
  return read.data;
}

async function vaultKey(masterKey: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  return importAesKey(await hkdfKey(masterKey, KEY_LABEL));
}

function aad({ uid, generation, version }: VaultPlace): Uint8Array<ArrayBuffer> {
  return new ByteWriter().bytes(BOX_LABEL).uuid(uid).number(generation, 4).number(version, 8).finish();
}
