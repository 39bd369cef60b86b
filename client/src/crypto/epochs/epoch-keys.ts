import { ByteWriter, encodeHeader, EnvelopeError, type Recipient, type Uuid } from '@parley/protocol';
import type { BundleHead, SealTarget } from '../../model/sealing/epoch-bundle.ts';
import { join } from '../bytes.ts';
import { label } from '../labels.ts';
import { sameBytes } from '../same-bytes.ts';
import { commitmentOf } from './commitment.ts';
import { hpkeOpen, hpkeSeal, type PrivateKey, type SealContext } from './hpke.ts';

const LABEL = label('epoch-key');
const KEY_BYTES = 32;

/** Seals the keys of a row of epochs to one member. @param keys of the epochs `from` to the header's, 32 bytes each */
export async function sealEpochKeys(
  head: BundleHead,
  keys: readonly Uint8Array[],
  { user, keyVersion, publicKey }: SealTarget,
): Promise<Recipient> {
  const sealed = await hpkeSeal(publicKey, join(...keys), sealContext(head, user, keyVersion));
  return { user, keyVersion, encapsulation: sealed.encapsulation, wrap: sealed.ciphertext };
}

/**
 * Opens the keys that a bundle holds for one member.
 * @returns the keys of the epochs `from` to the header's, 32 bytes each
 * @throws EnvelopeError `tag` if the wrap does not open, `commitment` if its last key is not the one that the bundle commits to
 */
export async function openEpochKeys(
  bundle: BundleHead,
  { user, keyVersion, encapsulation, wrap }: Recipient,
  key: PrivateKey,
): Promise<readonly Uint8Array[]> {
  const sealed = { encapsulation, ciphertext: wrap };
  const bytes = await hpkeOpen(key, sealed, sealContext(bundle, user, keyVersion));
  if (bytes === undefined) throw new EnvelopeError('tag');
  const keys = split(bytes);
  const { conversation, epoch } = bundle.header;
  const newest = keys.at(-1);
  if (newest === undefined || !sameBytes(commitmentOf(newest, conversation, epoch), bundle.commitment))
    throw new EnvelopeError('commitment');
  return keys;
}

function split(bytes: Uint8Array): Uint8Array[] {
  return Array.from({ length: bytes.length / KEY_BYTES }, (_, i) =>
    bytes.slice(i * KEY_BYTES, (i + 1) * KEY_BYTES),
  );
}

function sealContext(head: BundleHead, user: Uuid, keyVersion: number): SealContext {
  const { header, commitment, rosterHash, from } = head;
  const info = new ByteWriter()
    .bytes(LABEL)
    .uuid(header.conversation)
    .number(from, 4)
    .number(header.epoch, 4)
    .uuid(user)
    .number(keyVersion, 4)
    .finish();
  return { info, aad: join(encodeHeader(header), commitment, rosterHash) };
}
