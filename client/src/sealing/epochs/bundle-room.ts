import { ENCAPSULATION_BYTES, HEADER_BYTES, LIMITS, SIGNATURE_BYTES } from '@parley/protocol';

const KEY_BYTES = 32;
/** commitment32, rosterHash32, from4 and n2. */
const FIXED_BYTES = HEADER_BYTES + 32 + 32 + 4 + 2 + SIGNATURE_BYTES;
/** user16, keyVersion4, the encapsulation and the tag of the wrap. */
const RECORD_BYTES = 16 + 4 + ENCAPSULATION_BYTES + 16;
const ROOM = LIMITS.payloadBytes - FIXED_BYTES;

/** How many recipients of so many epochs' keys fit in one bundle: 27 of one key. */
export function recipientsThatFit(epochs: number): number {
  return Math.floor(ROOM / (RECORD_BYTES + epochs * KEY_BYTES));
}
