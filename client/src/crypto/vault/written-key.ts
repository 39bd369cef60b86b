import { sha256 } from '../sha256.ts';
import { join } from '../bytes.ts';
import { label } from '../labels.ts';

/** Crockford's base32: no letter that is taken for a digit. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CHECK_LABEL = label('recovery-check');
const KEY_BYTES = 20;
const CHECK_CHARACTERS = 4;

/**
 * A key of 20 bytes as one writes it down: 32 characters and 4 of a checksum, in 9 groups of 4. Recovery keys and the codes
 * for a new browser are written so.
 */
export function writeKey(key: Uint8Array): string {
  const characters = base32(key) + checksum(key);
  return (characters.match(/.{4}/g) ?? []).join('-');
}

/**
 * Reads what somebody typed, in either case, with any spaces and hyphens, and with O, I and L for the digits they look like.
 * @returns undefined if it is not a whole key, or a character is wrong
 */
export function readKey(written: string): Uint8Array<ArrayBuffer> | undefined {
  const characters = asWritten(written);
  if (characters.length !== (KEY_BYTES * 8) / 5 + CHECK_CHARACTERS) return undefined;
  if (Array.from(characters).some((character) => !ALPHABET.includes(character))) return undefined;
  const key = bytesOfBase32(characters.slice(0, -CHECK_CHARACTERS));
  return checksum(key) === characters.slice(-CHECK_CHARACTERS) ? key : undefined;
}

/** Whether a group of a written key, counted from 0, is what somebody typed. */
export function isGroupOf(written: string, group: number, typed: string): boolean {
  return written.split('-')[group] === asWritten(typed);
}

function asWritten(typed: string): string {
  return typed.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
}

/** The first 20 bits of SHA-256(label ‖ key). */
function checksum(key: Uint8Array): string {
  return base32(sha256(join(CHECK_LABEL, key)).subarray(0, 5)).slice(0, CHECK_CHARACTERS);
}

/** @param bytes a multiple of 5, since 5 bytes are 8 characters */
function base32(bytes: Uint8Array): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{5}/g) ?? []).map((five) => ALPHABET[Number.parseInt(five, 2)]).join('');
}

function bytesOfBase32(characters: string): Uint8Array<ArrayBuffer> {
  const bits = Array.from(characters, (character) =>
    ALPHABET.indexOf(character).toString(2).padStart(5, '0'),
  );
  return Uint8Array.from(bits.join('').match(/.{8}/g) ?? [], (byte) => Number.parseInt(byte, 2));
}
