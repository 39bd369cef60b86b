import type { SafetyNumber } from '@parley/client';

/** What a QR code that was scanned is, beside the safety number that is shown here. */
export type Scanned =
  | 'same'
  /** Of the same two people, with other keys. */
  | 'differs'
  | 'ofOthers'
  | 'noNumber';

/** A code is a fingerprint and both uids. */
const FINGERPRINT = 32;

export function scannedNumber({ code }: Pick<SafetyNumber, 'code'>, scanned: Uint8Array): Scanned {
  if (scanned.length !== code.length) return 'noNumber';
  const isSame = (byte: number, at: number) => byte === code[at];
  if (!scanned.slice(FINGERPRINT).every((byte, at) => isSame(byte, FINGERPRINT + at))) return 'ofOthers';
  return scanned.every(isSame) ? 'same' : 'differs';
}
