import {
  canonicalJson,
  foldKeyLog,
  keyLogSignedBytes,
  type KeyLog,
  type KeyLogEntry,
  type SignedKeyLogEntry,
} from '@parley/protocol';
import { uint8ArrayToBase64 } from 'uint8array-extras';
import { sign } from '../ed25519.ts';
import { sha256 } from '../sha256.ts';

/**
 * Makes the entry that continues an account's key log.
 * @param seeds of the identities that have to sign it, in the order of `signersOf`
 * @throws KeyLogError if the entry does not continue the log
 */
export async function signKeyLogEntry(
  log: KeyLog,
  entry: KeyLogEntry,
  seeds: readonly Uint8Array[],
): Promise<SignedKeyLogEntry> {
  const text = canonicalJson(entry);
  const message = keyLogSignedBytes(foldKeyLog(sha256, log, entry, text).hash);
  const signatures = await Promise.all(seeds.map((seed) => sign(seed, message)));
  return { entry: text, signatures: signatures.map((signature) => uint8ArrayToBase64(signature)) };
}
