/** What a UUID looks like. */
export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

const HYPHEN = '-'.charCodeAt(0);
const ZERO = '0'.charCodeAt(0);
const NINE = '9'.charCodeAt(0);
const TEN = 'a'.charCodeAt(0) - 10;

/** Places of bytes that a hyphen precedes. */
const GROUPS: readonly number[] = [4, 6, 8, 10];
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
const HYPHEN_HEX = HEX.map((hex) => `-${hex}`);
/** By the place of a byte and its value. */
const SPELLED = Array.from({ length: 16 }, (_, i) => (GROUPS.includes(i) ? HYPHEN_HEX : HEX));

/** The 16 bytes of a UUID. Each message needs several, so that this avoids cutting strings. */
export function uuidBytes(uuid: string): Uint8Array {
  const bytes = new Uint8Array(16);
  let digits = 0;
  for (let i = 0; i < uuid.length; i++) {
    const code = uuid.charCodeAt(i);
    if (code === HYPHEN) continue;
    const digit = code <= NINE ? code - ZERO : code - TEN;
    bytes[digits >> 1] = ((bytes[digits >> 1] ?? 0) << 4) | digit;
    digits++;
  }
  return bytes;
}

/** UUID of 16 bytes with version and variant set as RFC 9562 wants them for version 8. */
export function uuidV8(bytes: Uint8Array): string {
  const copy = bytes.slice(0, 16);
  copy[6] = ((copy[6] ?? 0) & 0x0f) | 0x80;
  copy[8] = ((copy[8] ?? 0) & 0x3f) | 0x80;
  return uuidOf(copy);
}

/** The UUID that 16 bytes spell. A header of an envelope has four, so that this looks each byte up. */
export function uuidOf(bytes: Uint8Array): string {
  let uuid = '';
  for (let i = 0; i < bytes.length; i++) uuid += SPELLED[i]?.[bytes[i] ?? 0] ?? '';
  return uuid;
}
