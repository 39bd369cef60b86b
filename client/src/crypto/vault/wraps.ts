import { ByteWriter, type Uuid } from '@parley/protocol';
import { box, importAesKey, unbox } from '../aes-gcm.ts';
import { label } from '../labels.ts';

const LABEL = label('wrap');
/** What opens a wrap. */
const WAYS = { password: 1, pairing: 2, local: 3 } as const;

/** To which account, by which way and to which generation of the account's master key (AMK) a wrap belongs. */
export interface WrapPlace {
  readonly uid: Uuid;
  readonly way: keyof typeof WAYS;
  readonly generation: number;
}

/** A key of 32 bytes, or the local key, whose bytes nobody can read. */
type WrapKey = Uint8Array<ArrayBuffer> | CryptoKey;

/** Wraps an account's master key. @param masterKey 32 bytes @returns 60 bytes */
export async function wrapMasterKey(
  key: WrapKey,
  masterKey: Uint8Array<ArrayBuffer>,
  place: WrapPlace,
): Promise<Uint8Array<ArrayBuffer>> {
  return box(await aesKeyOf(key), masterKey, aad(place));
}

/** @returns undefined if the key is not the one that wrapped it, or the wrap belongs to another place */
export async function unwrapMasterKey(
  key: WrapKey,
  wrap: Uint8Array<ArrayBuffer>,
  place: WrapPlace,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  return unbox(await aesKeyOf(key), wrap, aad(place));
}

async function aesKeyOf(key: WrapKey): Promise<CryptoKey> {
  return key instanceof CryptoKey ? key : importAesKey(key);
}

function aad({ uid, way, generation }: WrapPlace): Uint8Array<ArrayBuffer> {
  return new ByteWriter().bytes(LABEL).uuid(uid).number(WAYS[way], 1).number(generation, 4).finish();
}
