import { ByteWriter, type Uuid } from '@parley/protocol';
import { encryptionKeyOf } from '../epochs/encryption-key.ts';
import { hpkeOpen, hpkeSeal, importPrivateKey, type Sealed, type SealContext } from '../epochs/hpke.ts';
import { hkdfKey } from '../hkdf-key.ts';
import { label } from '../labels.ts';

const SEED_LABEL = label('recovery');
const WRAP_LABEL = label('recovery-wrap');

/** The account and the generation of its master key. */
export interface RecoveryPlace {
  readonly uid: Uuid;
  readonly generation: number;
}

/** The key that master keys are sealed to, so that a new one needs no paper. @param recoveryKey 20 bytes */
export async function recoveryPublicKey(recoveryKey: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  return encryptionKeyOf(await hkdfKey(recoveryKey, SEED_LABEL));
}

/** @param publicKey what `recoveryPublicKey` gave @param masterKey 32 bytes */
export function sealToRecoveryKey(
  publicKey: Uint8Array,
  masterKey: Uint8Array,
  place: RecoveryPlace,
): Promise<Sealed> {
  return hpkeSeal(publicKey, masterKey, surroundings(place));
}

/** @param recoveryKey the 20 bytes on paper @returns the master key, undefined if it was sealed to another key */
export async function openByRecoveryKey(
  recoveryKey: Uint8Array<ArrayBuffer>,
  sealed: Sealed,
  place: RecoveryPlace,
): Promise<Uint8Array | undefined> {
  const key = await importPrivateKey(await hkdfKey(recoveryKey, SEED_LABEL));
  return hpkeOpen(key, sealed, surroundings(place));
}

function surroundings({ uid, generation }: RecoveryPlace): SealContext {
  const info = new ByteWriter().bytes(WRAP_LABEL).uuid(uid).number(generation, 4).finish();
  return { info, aad: new Uint8Array() };
}
