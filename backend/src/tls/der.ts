/** The part of ASN.1's DER (ITU-T X.690) that a certificate needs. */
export type Der = Uint8Array;

function element(tag: number, ...contents: readonly Der[]): Der {
  const content = Buffer.concat(contents);
  return Buffer.concat([Buffer.from([tag]), length(content.length), content]);
}

function length(value: number): Der {
  if (value < 0x80) return Buffer.from([value]);
  const bytes = value > 0xff ? [value >> 8, value & 0xff] : [value];
  return Buffer.from([0x80 | bytes.length, ...bytes]);
}

export const sequence = (...items: readonly Der[]): Der => element(0x30, ...items);
export const set = (...items: readonly Der[]): Der => element(0x31, ...items);
export const boolean = (value: boolean): Der => element(0x01, Buffer.from([value ? 0xff : 0]));
export const octets = (content: Der): Der => element(0x04, content);
export const text = (value: string): Der => element(0x0c, Buffer.from(value));

/** A positive integer from bytes whose first has its high bit clear. */
export const integer = (bytes: Der): Der => element(0x02, bytes);

/** @param unused number of unused bits at the end */
export const bits = (content: Der, unused = 0): Der => element(0x03, Buffer.from([unused]), content);

/** An item identified by its position: `[number]`. */
export const explicit = (number: number, content: Der): Der => element(0xa0 | number, content);
export const implicit = (number: number, content: Der): Der => element(0x80 | number, content);

/** UTC, to the second. */
export function time(milliseconds: number): Der {
  const digits = new Date(milliseconds).toISOString().replace(/[-:T]|\.\d+/g, '');
  return element(0x18, Buffer.from(digits));
}

/** An object identifier, from its dotted form. */
export function oid(dotted: string): Der {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return element(0x06, Buffer.from([40 * first + second, ...rest.flatMap(base128)]));
}

/** Seven bits a byte; all but the last byte have the high bit set. */
function base128(value: number): number[] {
  const bytes = [value & 0x7f];
  for (let left = value >> 7; left > 0; left >>= 7) bytes.unshift((left & 0x7f) | 0x80);
  return bytes;
}
