import { ByteWriter, type Uuid } from '@parley/protocol';
import type { SafetyNumber } from '../model/keys/safety-number.ts';
import { label } from './labels.ts';

const LABEL = label('safety');
const GROUPS = 12;

/** A person and their identity key, 32 bytes. */
export interface Identity {
  readonly uid: Uuid;
  readonly key: Uint8Array;
}

/** The same on both sides. */
export async function safetyNumber(a: Identity, b: Identity): Promise<SafetyNumber> {
  const [lower, higher] = a.uid < b.uid ? [a, b] : [b, a];
  const bytes = await fingerprint(lower, higher);
  const code = new ByteWriter().bytes(bytes.slice(0, 32)).uuid(lower.uid).uuid(higher.uid).finish();
  return { groups: Array.from({ length: GROUPS }, (_, i) => group(bytes, i)), code };
}

/**
 * SHA-512(label ‖ lower uid ‖ its identity ‖ higher uid ‖ its identity). By Web Crypto: the library's SHA-512 is one file with its
 * SHA-256, so that every first page would load it.
 */
async function fingerprint(lower: Identity, higher: Identity): Promise<Uint8Array> {
  const writer = new ByteWriter().bytes(LABEL);
  for (const { uid, key } of [lower, higher]) writer.uuid(uid).bytes(key, 32);
  return new Uint8Array(await crypto.subtle.digest('SHA-512', new Uint8Array(writer.finish())));
}

/** 5 bytes modulo 100,000. */
function group(bytes: Uint8Array, i: number): string {
  const number = bytes.subarray(i * 5, i * 5 + 5).reduce((sum, byte) => sum * 256 + byte, 0);
  return String(number % 100_000).padStart(5, '0');
}
