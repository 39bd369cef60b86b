import { ByteWriter, type Uuid } from '@parley/protocol';
import { sha512 } from '@noble/hashes/sha2.js';
import { label } from './labels.ts';

const LABEL = label('safety');
const GROUPS = 12;

/** A person and their identity key, 32 bytes. */
export interface Identity {
  readonly uid: Uuid;
  readonly key: Uint8Array;
}

/** SHA-512(label ‖ lower uid ‖ its identity ‖ higher uid ‖ its identity): the same on both sides. */
function fingerprint(a: Identity, b: Identity): Uint8Array {
  const [lower, higher] = a.uid < b.uid ? [a, b] : [b, a];
  const writer = new ByteWriter().bytes(LABEL);
  for (const { uid, key } of [lower, higher]) writer.uuid(uid).bytes(key, 32);
  return sha512(writer.finish());
}

/** What two people compare: 12 groups of 5 digits, each 5 bytes modulo 100,000. */
export function safetyNumber(a: Identity, b: Identity): readonly string[] {
  const bytes = fingerprint(a, b);
  return Array.from({ length: GROUPS }, (_, i) => {
    const number = bytes.subarray(i * 5, i * 5 + 5).reduce((sum, byte) => sum * 256 + byte, 0);
    return String(number % 100_000).padStart(5, '0');
  });
}

/** What the QR code says: the first 32 bytes of the fingerprint and both uids, the lower first. 64 bytes. */
export function safetyCode(a: Identity, b: Identity): Uint8Array {
  const [lower, higher] = [a.uid, b.uid].toSorted();
  return new ByteWriter()
    .bytes(fingerprint(a, b).slice(0, 32))
    .uuid(lower ?? a.uid)
    .uuid(higher ?? b.uid)
    .finish();
}
